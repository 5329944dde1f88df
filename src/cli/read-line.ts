/** One line from standard input: how secrets come in, since arguments are seen by everybody on the machine. */
const MOST = 1000;

export async function readLine(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > MOST || text.includes('\n')) break;
  }
  return text.slice(0, MOST).split(/\r?\n/)[0]?.trim() ?? '';
}
