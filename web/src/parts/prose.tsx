/** Our own sentences with `code` in backticks, as the reports set it. */
export function Prose({ text }: { readonly text: string }) {
  const parts = text.split('`');
  // An odd backtick opens nothing, and stays with the text that it stands in.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) =>
    index % 2 === 1 ? <code key={`${index} ${part}`}>{part}</code> : part,
  );
}
