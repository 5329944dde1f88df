/** Web frameworks that a developer left in their debugging mode. */
import { askHttp } from './dial.ts';
import type { Product } from './product.ts';
import { missingWheels, python } from './python.ts';

const WHEELS = 'python-web-1';

const WERKZEUG = `
import sys
from werkzeug.debug import DebuggedApplication
from werkzeug.serving import run_simple
from werkzeug.wrappers import Request, Response
state, host, port = sys.argv[1:]
@Request.application
def app(request):
    return Response('an application', status=200 if request.path == '/' else 404)
debugged = DebuggedApplication(app, evalex=True, pin_security=state == 'pin')
debugged.trusted_hosts = ['127.0.0.1', '.localhost', host]
run_simple(host, int(port), app if state == 'off' else debugged)
`;

const DJANGO = `
import sys
from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.urls import path
state, host, port = sys.argv[1:]
settings.configure(DEBUG=state == 'debug', SECRET_KEY='made-up-by-the-lab', ALLOWED_HOSTS=['*'], ROOT_URLCONF=__name__)
urlpatterns = [path('', lambda request: HttpResponse('an application')), path('canary/', lambda request: HttpResponse(''))]
execute_from_command_line(['manage.py', 'runserver', '--noreload', f'{host}:{port}'])
`;

function framework(id: string, server: string, states: readonly string[]): Product {
  return {
    id,
    ports: { http: 0 },
    states,
    needs: [],
    missing: () => missingWheels(WHEELS),
    launch: async (site) => ({
      argv: [
        python(WHEELS),
        await site.write('server.py', server),
        site.state,
        site.address,
        String(site.port('http')),
      ],
      async ready() {
        const { status } = await askHttp(site.dial('http'));
        return status === 200;
      },
    }),
  };
}

export const werkzeug = framework('werkzeug', WERKZEUG, ['open', 'pin', 'off']);
export const django = framework('django', DJANGO, ['debug', 'off']);
