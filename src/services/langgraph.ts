/**
 * LangGraph's server. `/ok`, `/info`, its documents and its metrics answer in every state.
 * https://docs.langchain.com/langsmith/custom-auth
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const INFO = '/info';

export const langgraph = httpProduct({
  id: 'langgraph',
  title: 'LangGraph',
  verified: 'LangGraph API 0.16.7, real server',
  recognise: ({ root, shared }) => {
    const info = shared.get(INFO);
    if (info)
      return (
        textField(info.json, 'langgraph_py_version') !== undefined ||
        field(info.json, 'flags', 'assistants') !== undefined
      );
    return field(root.json, 'ok') === true && 'maybe';
  },
  tells: { path: INFO },
  proofs: [
    {
      method: 'POST',
      path: '/assistants/search',
      headers: { 'Content-Type': 'application/json' },
      body: '{"limit":1}',
      shows: ({ json }) => listOf(json, 'assistants', 'assistant_id', 'graph_id'),
    },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(INFO)?.json, 'version')),
  grants: 'read-write',
});
