/** The networks of a service, and what they do to a port. https://docs.docker.com/reference/compose-file/networks/ */
import type { Place } from '../../model/observation.ts';
import { entries, get, items, text, textAt, truth, type Value } from '../text/value.ts';

export function networksOf(service: Value, model: Value): Value[] {
  const own = get(service, 'networks');
  const names =
    own?.kind === 'map'
      ? entries(own).map(([name]) => name)
      : items(own).map((item) => text(item) ?? '');
  const used = names.length > 0 ? names : ['default'];
  return used.map((name) => get(model, 'networks', name)).filter((each) => each !== undefined);
}

/** The address of the host that a port is published at. */
export function hostAddress(host: string, networks: readonly Value[]): string {
  if (host === '') return usualAddress(networks);
  if (host === 'localhost') return '127.0.0.1';
  return host === '::' ? '0.0.0.0' : host;
}

/** A bridge may be told to publish on another address. https://docs.docker.com/engine/network/drivers/bridge/#options */
function usualAddress(networks: readonly Value[]): string {
  const options = networks.map((network) =>
    textAt(network, 'driver_opts', 'com.docker.network.bridge.host_binding_ipv4'),
  );
  return options.find((each) => each !== undefined) ?? '0.0.0.0';
}

/** macvlan and ipvlan put the container on the network of the host. */
export function outsideNetwork(networks: readonly Value[]): Place | undefined {
  const found = networks.find(
    (network) =>
      /^(?:macvlan|ipvlan)$/.test(textAt(network, 'driver') ?? '') &&
      truth(textAt(network, 'internal')) !== true,
  );
  return get(found, 'driver')?.at;
}
