import { fromJars } from './search.ts';

export const elasticsearch7 = fromJars('elasticsearch-7', 'elasticsearch-7.17.29');
