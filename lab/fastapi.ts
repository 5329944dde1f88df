import { askHttp } from './dial.ts';
import type { Product } from './product.ts';
import { missingWheels, python } from './python.ts';

const WHEELS = 'python-web-1';

/** `open` forgets the question on some routes; `careless` takes any token for a good one; `anything` answers all. */
const SERVER = `
import sys
import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
state, host, port = sys.argv[1:]
app = FastAPI(title='Lab', version='1.0.0')
bearer = HTTPBearer(auto_error=False)
CANARY = {'email': 'canary@mail.example'}

def signed_in(given: HTTPAuthorizationCredentials | None = Depends(bearer)):
    if state == 'open':
        return
    if given is None or (state != 'careless' and given.credentials != 'made-up-by-the-lab'):
        raise HTTPException(401, 'Not authenticated', {'WWW-Authenticate': 'Bearer'})

asked = [Depends(signed_in)]

@app.get('/health')
def health(): return {'status': 'ok'}

@app.get('/users', dependencies=asked)
def users(): return [CANARY]

@app.get('/users/{user}', dependencies=asked)
def user(user: int): return CANARY

@app.get('/orders/{order}', dependencies=asked)
def order(order: int = 7): return CANARY

@app.get('/reset-all', dependencies=asked)
def reset(): raise SystemExit('asked for what acts')

@app.post('/users', dependencies=asked)
def add(): raise SystemExit('asked to write')

if state in ('open', 'forgotten'):
    @app.get('/invoices')
    def invoices(limit: int = 10): return {'invoices': [CANARY], 'total': 1}
if state == 'open':
    @app.get('/empty')
    def empty(): return {'items': [], 'total': 0}
if state == 'anything':
    @app.get('/{rest:path}')
    def anything(rest: str): return {'path': rest}
uvicorn.run(app, host=host, port=int(port), log_level='warning')
`;

export const fastapi: Product = {
  id: 'fastapi',
  ports: { http: 0 },
  states: ['open', 'forgotten', 'careless', 'token', 'anything'],
  needs: [],
  missing: () => missingWheels(WHEELS),
  launch: async (site) => ({
    argv: [
      python(WHEELS),
      await site.write('server.py', SERVER),
      site.state,
      site.address,
      String(site.port('http')),
    ],
    async ready() {
      const { status } = await askHttp(site.dial('http'), { path: '/health' });
      return status === 200;
    },
  }),
};
