import { incidentFormats } from '../../report/incident-formats.ts';

export const REPORT_FORMATS = [...Object.keys(incidentFormats), 'pdf'].join(', ');
