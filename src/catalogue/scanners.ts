/**
 * Ranges and names of those who scan the whole internet, for the record of who came. A mark, never a pardon: who reads
 * rows has read them, whatever the address.
 *
 * Ranges: https://github.com/OpenFilters/internet-scanners (Unlicense), snapshot of the day below; those of Censys are
 * published by the operator (https://support.censys.io/hc/en-us/articles/360043177092), the others rest on names and
 * routing. Names of programs: what they call themselves, which anybody can.
 */
export const SCANNERS_LISTED = '2026-06-22';

export interface Scanner {
  readonly organisation: string;
  /** The ranges are the operator's own publication. */
  readonly isPublished: boolean;
  readonly ranges: readonly string[];
  readonly agent?: RegExp;
}

const words = (text: string): readonly string[] => text.split(' ');

export const scanners: readonly Scanner[] = [
  {
    organisation: 'Censys',
    isPublished: true,
    ranges: words(
      '162.142.125.0/24 167.248.133.0/24 167.94.138.0/24 167.94.145.0/24 167.94.146.0/24 199.45.154.0/23 206.168.32.0/22 66.132.148.0/24 66.132.153.0/24 66.132.159.0/24 66.132.172.0/24 66.132.186.0/24 66.132.195.0/24 66.132.198.0/24 66.132.224.0/24 66.132.228.0/24 2602:80d:1000:b0cc:e::/80 2602:80d:1003::/112 2602:80d:1004::/112 2620:96:e000:b0cc:e::/80',
    ),
    agent: /CensysInspect/i,
  },
  {
    organisation: 'Shodan',
    isPublished: false,
    ranges: words(
      '66.240.192.138/32 66.240.205.34/32 66.240.219.133/32 66.240.219.146/32 66.240.236.119/32 71.6.135.131/32 71.6.146.130/32 71.6.146.185/32 71.6.146.186/32 71.6.147.198/32 71.6.147.254/32 71.6.158.166/32 71.6.165.200/32 71.6.167.142/32 71.6.199.23/32 80.82.77.33/32 80.82.77.139/32 89.248.167.131/32 89.248.172.16/32 93.174.95.106/32 94.102.49.190/32 94.102.49.193/32 185.142.236.32/28 185.165.190.17/32 185.165.190.34/32 185.165.191.26/32 185.165.191.27/32 198.20.69.74/32 198.20.69.98/32 198.20.70.114/32 198.20.99.130/32 207.90.244.0/24 216.117.2.176/28 86.54.31.32/28 93.120.27.62/32 195.144.21.56/32',
    ),
    agent: /\bshodan\b/i,
  },
  {
    organisation: 'Shadowserver',
    isPublished: false,
    ranges: words(
      '184.105.139.64/26 184.105.247.192/26 216.218.206.64/26 64.62.156.0/24 64.62.195.152/29 64.62.197.0/24 65.49.1.0/24 65.49.20.64/26 74.82.47.0/26',
    ),
  },
  {
    organisation: 'Rapid7',
    isPublished: false,
    ranges: words(
      '109.123.117.224/27 146.185.25.160/27 173.255.225.139/32 45.79.190.10/32 5.63.151.96/27 66.175.212.77/32 66.228.41.127/32 71.6.233.0/24 88.202.190.128/27',
    ),
  },
  {
    organisation: 'Driftnet (internet-measurement.com)',
    isPublished: false,
    ranges: words('185.247.137.0/24 193.163.125.0/24 87.236.176.0/24'),
    agent: /InternetMeasurement/i,
  },
  {
    organisation: 'Alpha Strike Labs',
    isPublished: false,
    ranges: words('194.187.176.0/22 45.83.64.0/22'),
  },
  {
    organisation: 'LeakIX',
    isPublished: false,
    ranges: [],
    agent: /\bl9(?:scan|explore|tcpid)\b/i,
  },
  {
    organisation: 'Palo Alto Networks',
    isPublished: false,
    ranges: [],
    agent: /Expanse, a Palo Alto/i,
  },
];
