/**
 * What `nightlatch init` writes. Prose stands after `# `; an example line stands after `#` alone and holds good once
 * that sign is taken away.
 */
export const INIT_TEMPLATE = `# nightlatch.yaml: what is yours, and how it is to be looked at.
# Use it with: nightlatch audit --config nightlatch.yaml

version: 1

# From where this look is made, by who else stands there. It decides how grave a finding is.
# internet: anybody; partner: other tenants; corporate: a flat office or data-centre network;
# segment: one subnet or cluster; host: this machine alone.
#vantage: corporate

# What is yours. Public addresses are asked only where somebody attests that they may be; a name covers the
# names below it, and also what it resolves to.
#scope:
#  - range: 203.0.113.0/24
#    owner: platform team
#    attested:
#      by: Ada Example
#      on: 2026-01-15
#      until: 2027-01-15
#  - range: db.example.org
#    owner: data team
#    attested: { by: Ada Example, on: 2026-01-15 }

# What to ask, as on the command line: HOST, HOST:PORT, HOST:80,443,8000-8100, "[IPv6]:PORT" in quotes, CIDR,
# CIDR:PORTS or a URL. Without ports: the usual ports of all known products.
#targets:
#  - 10.0.0.0/24
#  - db.example.org:8123,9000

# What is never asked, whoever names it: written as targets are.
#exclude:
#  - 10.0.0.7
#  - printer.example.org

# What must hold. "default" is for data that nobody classified yet.
#policy:
#  default:
#    network: private           # or any
#    authentication: required   # or any
#    in_transit: required       # or any
#    at_rest: any               # or required
#  # Lines of their own for chat-logs, secrets, personal, payment, health, location.
#  chat-logs:
#    network: private
#    authentication: required
#    in_transit: required
#    at_rest: required
#  # Somebody's word on what nobody can see from outside. It ends by itself.
#  attestations:
#    - store: db.example.org:8123
#      at_rest: encrypted
#      how: encrypted volume of the cloud
#      owner: data team
#      on: 2026-01-15
#      until: 2027-01-15

# Which log-ins may be tried. none: no log-in; empty: well-known names without a password; default: also the
# passwords that vendors publish.
#accounts: none

# What is asked of a store that let us in: none, names (and counts), or sample (20 rows, kept nowhere).
#inventory: sample

# Read-only accounts of yours, one an endpoint, to see what a protected store holds. Secrets stand in an environment
# variable or a file, and are spoken only inside TLS that verifies, or on loopback.
#credentials:
#  - target: db.example.org:5432
#    user: nightlatch_reader
#    password_env: NIGHTLATCH_DB_PASSWORD
#    ca_file: /etc/ssl/our-ca.pem
#  - target: https://search.example.org:9200
#    token_file: /run/secrets/search-token

# How hard to knock: new connections a second in all, questions in flight to one host, milliseconds to wait.
#rate: 500
#per_host: 2
#timeout: 3000

# Exit with 1 from this severity on (critical, high, medium, low, none), and whether "could not tell" counts too.
#fail_on: high
#fail_on_unknown: false

# What "nightlatch serve" looks at again and again. this-host stands for this machine's own listeners.
#watch:
#  - name: databases
#    targets: [10.0.0.0/24]
#    every: 15m
#    full_every: 1d
#    blackout: [{ days: [mon], from: "22:00", to: "23:00", zone: Europe/Berlin }]
#    owner: data team
#  - name: this-machine
#    targets: [this-host]
#    every: 5m

# Who is told when a door opens or shuts: webhook, slack, teams, discord, smtp, pagerduty, syslog. Secrets stand in the
# environment, never here.
#receivers:
#  - name: on-call
#    kind: webhook
#    url: https://alerts.example.org/nightlatch
#    secret_env: NIGHTLATCH_HOOK_KEY
#    severities: [critical, high]
#    escalate_after: 30m

# Asked again and again while "serve" is well: whoever waits for it notices when it is not.
#heartbeat:
#  url: https://heartbeat.example.org/nightlatch
#  every: 1m

# How long "serve" remembers what grows. Findings and cases stay.
#keep:
#  observations: 90d
#  runs: 400d
#  deliveries: 90d

# Where "serve" shows it. Another address than loopback needs tls or behind_proxy.
#server:
#  listen: 127.0.0.1:8480
`;
