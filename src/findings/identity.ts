import { hash } from 'node:crypto';

/** What is known of the thing that an owner would name; see `Asset` in ARCHITECTURE.md. */
export interface AssetParts {
  readonly address: string;
  readonly port: number;
  /** The name that the owner gave. */
  readonly host?: string;
  /** For this machine's listeners: the address in the kernel's table, and the process where it is known. */
  readonly boundTo?: string;
  readonly process?: string;
  /** The server's own id, if it survives a restart (Elasticsearch `cluster_uuid`). */
  readonly serverId?: { readonly product: string; readonly id: string };
}

/** Process names and server ids are chosen by others: what could break a line, a path or a column is replaced. */
function plain(text: string): string {
  return text.slice(0, 64).replaceAll(/[^\w.+-]/g, '_');
}

function withPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/**
 * One word for one asset: this machine's listener by process and bound address, else the server's own id,
 * else name and port, else address and port. A listener stays one asset however many addresses reach it.
 */
export function assetOf({ address, port, host, boundTo, process, serverId }: AssetParts): string {
  if (boundTo !== undefined) {
    return `this-host/${process ? plain(process) : ''}@${withPort(boundTo, port)}`;
  }
  if (serverId) return `${plain(serverId.product)}:${plain(serverId.id)}`;
  return withPort(host === undefined ? address : host.toLowerCase().replace(/\.$/, ''), port);
}

/** Stable over runs, versions and address changes of the asset: nothing but rule and asset goes in. */
export function findingId(rule: string, asset: string): string {
  return `nl-${hash('sha256', `${rule}\0${asset}`).slice(0, 16)}`;
}
