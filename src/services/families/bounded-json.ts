const MAX_DEPTH = 32;

/** JSON that is not deep and not large; a hostile document is `undefined`, as one that is no JSON. */
export function boundedJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text) || tooDeep(text)) return undefined;
  try {
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    return undefined;
  }
}

function tooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
