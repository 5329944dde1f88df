/**
 * The debugger of Node.js, and of what is built on it. It knows no password: whoever reaches it runs code in the
 * process. The list of what can be debugged is read, and no debugger is attached.
 * https://nodejs.org/en/learn/getting-started/debugging#security-implications
 */
import { httpProduct } from './families/http-product.ts';
import { textField, type HttpPage } from './families/http-talk.ts';

const LIST = '/json/list';

export const nodeInspector = httpProduct({
  id: 'node-inspector',
  title: "Node's inspector",
  verified: 'Node.js 20.20, real server',
  recognise: ({ root: { status, text } }) =>
    status === 400 && text.trim() === 'WebSockets request was expected',
  proofs: [{ path: LIST, shows }],
  grants: 'code-execution',
});

function shows({ json }: HttpPage): string | undefined {
  if (!Array.isArray(json)) return undefined;
  const open = json.filter((each) =>
    (textField(each, 'webSocketDebuggerUrl') ?? '').startsWith('ws://'),
  );
  return open.length > 0 ? `a list with the address of ${open.length} to debug` : undefined;
}
