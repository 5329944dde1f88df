import { askHttp } from './dial.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** Turns a text around. */
const app = (address: string, port: number, auth: string): string => `import gradio
app = gradio.Interface(lambda text: text[::-1], 'text', 'text')
app.launch(server_name='${address}', server_port=${port}, auth=${auth}, quiet=True)
`;

export const gradio: Product = {
  id: 'gradio',
  ports: { http: 7860 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  async launch(site) {
    const isOpen = site.state === 'open';
    const auth = isOpen ? 'None' : `('${LAB_USER}', '${LAB_PASSWORD}')`;
    const program = await site.write('app.py', app(site.address, site.port('http'), auth));
    return {
      argv: [python(AI_WHEELS), program],
      env: { GRADIO_ANALYTICS_ENABLED: 'False', HF_HUB_OFFLINE: '1', HF_HOME: site.folder },
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/config' });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};
