import { data, type Family, type Port, type Product } from './product.ts';

/**
 * Entries of products of which this version knows the ports and no more, so that the usual ports already cover
 * them. What answers there is told by what it speaks until the product's file in `services/` exists.
 */
export function known(
  id: string,
  name: string,
  docs: string,
  ...ports: [Port, ...Port[]]
): Product {
  return { id, name, family: ports[0].family, ports, docs };
}

export function web(
  id: string,
  name: string,
  docs: string,
  ...ports: [number, ...number[]]
): Product {
  return { id, name, family: 'http', ports: ports.map((port) => data(port, 'http')), docs };
}

export function wire(
  id: string,
  name: string,
  family: Family,
  docs: string,
  ...ports: [number, ...number[]]
): Product {
  return { id, name, family, ports: ports.map((port) => data(port, family)), docs };
}
