/** An image's reference: its repository without the registry, and the version that its tag tells. */
export interface Image {
  /** In lower case; empty where there is none. */
  readonly repository: string;
  readonly tag: string;
  readonly version: string | null;
}

export function imageOf(reference: string): Image {
  const [name = ''] = reference.trim().toLowerCase().split('@');
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const path = colon === -1 ? name : name.slice(0, colon);
  const tag = colon === -1 ? '' : name.slice(colon + 1);
  const parts = path.split('/');
  const [first = ''] = parts;
  const hasRegistry =
    parts.length > 1 && (first.includes('.') || first.includes(':') || first === 'localhost');
  const kept = hasRegistry ? parts.slice(1) : parts;
  const repository = (kept[0] === 'library' ? kept.slice(1) : kept).join('/');
  const version = /(?:^|[^\d.])v?(\d+(?:\.\d+){0,3})(?:[^\d.]|$)/.exec(tag)?.[1] ?? null;
  return { repository, tag, version };
}
