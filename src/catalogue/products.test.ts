import { describe, expect, it } from 'vitest';
import {
  areKin,
  neighboursOf,
  productName,
  products,
  suggestionsFor,
  usualPorts,
} from './products.ts';

describe('products', () => {
  it('have one id each, and name an original that exists', () => {
    const ids = products.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, kin = id, ports, docs } of products) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(docs).toMatch(/^https:\/\/\S+$/);
      // A cloud's own stores answer wherever HTTPS does.
      if (!['s3', 'gcs'].includes(id)) expect(ports.length).toBeGreaterThan(0);
      expect(ids).toContain(kin);
    }
  });

  it('give the usual ports, each once and sorted', () => {
    const ports = usualPorts();
    expect(ports).toEqual([...new Set(ports)].toSorted((a, b) => a - b));
    expect(ports).toEqual(
      expect.arrayContaining([80, 2379, 3306, 5432, 6379, 8123, 9000, 9200, 11_211, 27_017]),
    );
    for (const port of ports) expect(port > 0 && port < 65_536).toBe(true);
  });

  it('suggest what is likeliest first, and the same question once', () => {
    expect(suggestionsFor(9000).map(({ product }) => product)).toEqual(['clickhouse', 'minio']);
    expect(suggestionsFor(6379)[0]).toEqual({ product: 'redis', family: 'resp', tls: false });
    expect(suggestionsFor(6379).filter(({ family }) => family === 'resp').length).toBe(1);
    expect(suggestionsFor(8443).every(({ tls }) => tls)).toBe(true);
    expect(suggestionsFor(1)).toEqual([]);
  });

  it('know their second ports and their kin', () => {
    expect(neighboursOf('clickhouse')).toContainEqual(
      expect.objectContaining({ port: 9009, role: 'peer' }),
    );
    expect(neighboursOf('nothing')).toEqual([]);
    expect(areKin('valkey', 'keydb')).toBe(true);
    expect(areKin('redis', 'mysql')).toBe(false);
  });

  it('have names fit for titles, whatever a saved file says', () => {
    expect(productName('clickhouse')).toBe('ClickHouse');
    expect(productName(null)).toBe('Unknown service');
    expect(productName('__proto__')).toBe('Unknown service');
  });
});
