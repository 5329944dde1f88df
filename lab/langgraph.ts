import { cached } from './cache.ts';
import { answers } from './dial.ts';
import { flags } from './flags.ts';
import type { Product } from './product.ts';
import { missingWheels } from './python.ts';

const BUILD = 'langgraph-0.16.7';

const GRAPH = `from typing import TypedDict
from langgraph.graph import END, START, StateGraph

class State(TypedDict):
    text: str

builder = StateGraph(State)
builder.add_node('turn', lambda state: {'text': state['text'][::-1]})
builder.add_edge(START, 'turn')
builder.add_edge('turn', END)
graph = builder.compile()
`;

/** Nobody is let in. */
const GUARD = `from langgraph_sdk import Auth

auth = Auth()

@auth.authenticate
async def authenticate(authorization: str | None):
    raise Auth.exceptions.HTTPException(status_code=401, detail='Unauthorized')
`;

export const langgraph: Product = {
  id: 'langgraph',
  ports: { http: 2024 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 180_000,
  missing: () => missingWheels(BUILD),
  async launch(site) {
    await site.write('graph.py', GRAPH);
    await site.write('guard.py', GUARD);
    const settings = {
      dependencies: ['.'],
      graphs: { agent: './graph.py:graph' },
      ...(site.state === 'password' && { auth: { path: './guard.py:auth' } }),
    };
    await site.write('langgraph.json', JSON.stringify(settings));
    return {
      argv: [
        cached(BUILD, 'bin', 'langgraph'),
        'dev',
        ...flags({ '--host': site.address, '--port': site.port('http') }),
        '--no-browser',
        '--no-reload',
      ],
      env: { LANGGRAPH_CLI_NO_ANALYTICS: '1', LANGSMITH_TRACING: 'false' },
      ready: () => answers(site.dial('http'), '/ok'),
    };
  },
};
