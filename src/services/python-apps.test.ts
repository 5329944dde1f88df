/** What is written in Python and has a real server in the lab: Gradio, Streamlit, TensorBoard, Flower, marimo, Supervisor, Glances. */
import { looksAtRealServers } from '../../test/real-servers.ts';

const open = { access: 'open', authMethods: ['none'] } as const;
const closed = { access: 'protected', grants: null } as const;

looksAtRealServers(
  'gradio',
  {
    open: { ...open, product: 'gradio', version: '6.31.0', grants: 'read-write' },
    password: { ...closed, product: 'gradio' },
  },
  undefined,
  ['open'],
);

looksAtRealServers('streamlit', {
  open: { product: 'streamlit', access: 'identified', grants: null },
});

looksAtRealServers('tensorboard', {
  open: { ...open, product: 'tensorboard', version: '2.21.0', grants: 'read' },
});

// Without a password the pages are open, and the API refuses unless that is allowed too.
looksAtRealServers(
  'flower',
  {
    open: { product: 'flower', access: 'partial', authMethods: ['none'], grants: 'read-write' },
    api: { product: 'flower', access: 'open', authMethods: ['none'] },
    password: { ...closed, product: 'flower', authMethods: ['basic'] },
  },
  undefined,
  ['open'],
);

looksAtRealServers(
  'marimo',
  {
    open: { ...open, product: 'marimo', version: '0.25.2', grants: 'code-execution' },
    password: { ...closed, product: 'marimo' },
  },
  undefined,
  ['password'],
);

looksAtRealServers(
  'supervisor',
  {
    open: { ...open, product: 'supervisor', grants: 'admin' },
    password: { ...closed, product: 'supervisor', authMethods: ['basic'] },
  },
  undefined,
  ['open'],
);

looksAtRealServers('glances', {
  open: { ...open, product: 'glances', version: '4.5.8', grants: 'read' },
});
