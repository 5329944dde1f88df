/** The products that speak HTTP, the surest marks first. One line a product. */
import type { HttpService } from './families/http-service.ts';
import { http } from './http.ts';

export const httpServices: readonly HttpService[] = [];

/** What is left when no product was recognised. */
export const plainHttp: HttpService = http;
