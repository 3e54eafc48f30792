// kafkajs 2.2.4 schedules a check of its empty request queue after each request, `throttledUntil - now` milliseconds later, which is negative: on
// Node 24 each process prints a TimeoutNegativeWarning. An empty queue needs no check, so none is scheduled.
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const queue = RequestQueue.prototype;
const schedule = queue.scheduleCheckPendingRequests;

queue.scheduleCheckPendingRequests = function (this: typeof queue) {
  if (this.pending.length > 0) schedule.call(this);
};
