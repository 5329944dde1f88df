import { endpoint } from '../endpoint.ts';
import { eventStream } from '../live.ts';

export const eventRoutes = [
  endpoint({
    method: 'get',
    path: '/events',
    id: 'streamEvents',
    summary:
      'Server-Sent Events: `change` as each happens (`Last-Event-ID` resumes), `progress` of looks under way',
    tag: 'events',
    needs: 'read',
    media: 'text/event-stream',
    handle: ({ facts, request, caller }) => eventStream(facts, request, caller),
  }),
];
