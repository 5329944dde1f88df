/*
 * The yard-stick: what one core can do with nothing but epoll. It connects to COUNT addresses from BASE on, IN_FLIGHT
 * at a time; in mode `ping` it sends PING and reads one line, in mode `sweep` it only connects.
 *
 *   epoll sweep|ping BASE COUNT PORT IN_FLIGHT TIMEOUT_MS
 *
 * One line of JSON comes out. It is for the bench's own loopback addresses and refuses any other.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 512, SLOTS = 65536, QUEUE = 1 << 20 };

struct slot {
  int fd;
  int asked;
  double since;
};

static struct slot slots[SLOTS];
/* Who started when, for time-outs: all are the same, so the oldest stands first. */
static struct {
  int index;
  double since;
} queue[QUEUE];
static long queue_head, queue_tail;
static int spare[SLOTS], spares;
static long opened, refused, silent, replies, failed;
static int in_flight;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void done(int index, long *count) {
  close(slots[index].fd);
  slots[index].fd = -1;
  spare[spares++] = index;
  in_flight--;
  (*count)++;
}

static void start(int epoll, uint32_t address, int port) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (fd < 0) {
    failed++;
    return;
  }
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  to.sin_addr.s_addr = htonl(address);
  int index = spare[--spares];
  slots[index] = (struct slot){.fd = fd, .asked = 0, .since = now()};
  in_flight++;
  if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) {
    done(index, errno == ECONNREFUSED ? &refused : &failed);
    return;
  }
  struct epoll_event event = {.events = EPOLLOUT, .data.u32 = (uint32_t)index};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
  queue[queue_tail % QUEUE].index = index;
  queue[queue_tail++ % QUEUE].since = slots[index].since;
}

static void handle(int epoll, int index, int ping) {
  struct slot *slot = &slots[index];
  char reply[256];
  if (slot->asked) {
    ssize_t length = read(slot->fd, reply, sizeof reply);
    done(index, length > 0 ? &replies : &failed);
    return;
  }
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(slot->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) {
    done(index, error == ECONNREFUSED ? &refused : &failed);
    return;
  }
  if (!ping) {
    done(index, &opened);
    return;
  }
  opened++;
  slot->asked = 1;
  if (write(slot->fd, "PING\r\n", 6) != 6) {
    done(index, &failed);
    return;
  }
  struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)index};
  epoll_ctl(epoll, EPOLL_CTL_MOD, slot->fd, &event);
}

static void time_out(double timeout) {
  double limit = now() - timeout;
  while (queue_head < queue_tail) {
    int index = queue[queue_head % QUEUE].index;
    double since = queue[queue_head % QUEUE].since;
    int waits = slots[index].fd >= 0 && slots[index].since == since; /* else it ended, and the slot is another's */
    if (waits && since > limit) return;
    queue_head++;
    if (waits) done(index, &silent);
  }
}

static double cpu(void) {
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

int main(int count, char **words) {
  if (count != 7) return 2;
  int ping = strcmp(words[1], "ping") == 0;
  uint32_t base = ntohl(inet_addr(words[2]));
  long total = atol(words[3]);
  int port = atoi(words[4]);
  int most = atoi(words[5]);
  double timeout = atof(words[6]) / 1000;
  if (base >> 24 != 127 || (base + (uint32_t)total) >> 24 != 127 || most < 1 || most > SLOTS / 4) return 2;

  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if ((rlim_t)most + 16 > files.rlim_cur) most = (int)files.rlim_cur - 16;
  for (int index = 0; index < most; index++) {
    slots[index].fd = -1;
    spare[spares++] = index;
  }

  int epoll = epoll_create1(0);
  struct epoll_event events[EVENTS];
  double begun = now();
  long next = 0;
  while (next < total || in_flight > 0) {
    while (next < total && in_flight < most) start(epoll, base + (uint32_t)next++, port);
    if (in_flight == 0) continue;
    int ready = epoll_wait(epoll, events, EVENTS, 50);
    for (int at = 0; at < ready; at++) handle(epoll, (int)events[at].data.u32, ping);
    time_out(timeout);
  }
  printf("{\"attempts\":%ld,\"opened\":%ld,\"refused\":%ld,\"silent\":%ld,\"replies\":%ld,\"failed\":%ld,"
         "\"seconds\":%.4f,\"cpuSeconds\":%.4f}\n",
         total, opened, refused, silent, replies, failed, now() - begun, cpu());
  return 0;
}
