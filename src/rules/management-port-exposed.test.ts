import { ruleCases } from '../../test/rule-cases.ts';
import { managementPortExposed } from './management-port-exposed.ts';

const at = (port: number, boundTo?: string) => ({
  endpoint: { address: '10.0.0.5', port, transport: 'tcp' as const, ...(boundTo && { boundTo }) },
});
const clickhouse = { ...at(8123), product: 'clickhouse', protocol: 'http' };
const interserver = {
  ...at(9009),
  product: 'http',
  protocol: 'http',
  access: 'identified',
} as const;

ruleCases(managementPortExposed, {
  fail: {
    'interserver port beside ClickHouse': { ...interserver, beside: [clickhouse] },
    'the same where it was not recognised': { ...interserver, product: null, beside: [clickhouse] },
    'Sentinel beside Redis': { ...at(26_379), access: 'open', beside: [at(6379)] },
    'a data port elsewhere than usual': {
      ...interserver,
      beside: [{ ...clickhouse, ...at(18_123) }],
    },
  },
  pass: {
    'it asks for a password': { ...interserver, access: 'protected', beside: [clickhouse] },
  },
  'not-applicable': {
    'no data port here': interserver,
    'the data port itself': { ...clickhouse, beside: [interserver] },
    'bound to loopback': { ...interserver, ...at(9009, '127.0.0.1'), beside: [clickhouse] },
    'another product by its own name': { ...interserver, product: 'etcd', beside: [clickhouse] },
    'any web page on a port that many use': {
      ...interserver,
      ...at(8080),
      beside: [{ ...at(26_257), product: 'cockroachdb' }],
    },
    'a decoy beside it': { ...interserver, beside: [{ ...clickhouse, access: 'decoy' }] },
  },
  unknown: {
    'it accepts and says nothing': { ...interserver, access: 'unknown', beside: [clickhouse] },
  },
});
