type Values = Readonly<Record<string, string | number>>;

/** `{ '--port': 1 }` as the two words `--port 1`. */
export function flags(values: Values): string[] {
  return Object.entries(values).flatMap(([name, value]) => [name, String(value)]);
}

/** `{ '--port': 1 }` as the one word `--port=1`. */
export function joinedFlags(values: Values): string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${value}`);
}

/** The same names with something put before them, as a product's settings become its flags. */
export function prefixed(prefix: string, values: Values): Record<string, string> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}${name}`, String(value)]));
}
