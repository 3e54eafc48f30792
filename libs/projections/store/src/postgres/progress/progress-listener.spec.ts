import { EventEmitter } from 'node:events';
import { eventually } from '@stoa/testing';
import type pg from 'pg';
import { ProgressListener } from './progress-listener.ts';

/** A pool of one connection at a time, whose notifications a test makes. */
class Connections {
  client = new EventEmitter();
  readonly told: string[] = [];

  readonly pool = {
    connect: async () =>
      (this.client = Object.assign(new EventEmitter(), { query: async () => undefined, release: () => undefined })),
    query: async ({ values }: { values: [string, string[]] }) => void this.told.push(...values[1]),
  } as unknown as pg.Pool;
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('what processes tell each other of read models', () => {
  let connections: Connections;
  let listener: ProgressListener;
  const heard: string[] = [];
  beforeEach(async () => {
    heard.length = 0;
    connections = new Connections();
    listener = new ProgressListener(connections.pool);
    listener.onProgress('list', () => heard.push('progress'));
    listener.onChange('list', () => heard.push('change'));
    listener.onWanted('list', () => heard.push('wanted'));
    await soon();
    heard.length = 0;
  });
  afterEach(() => listener.stop());
  const notify = (payload: string) => connections.client.emit('notification', { payload });

  it.each([
    ['list', ['change', 'progress']],
    ['advanced list', ['progress']],
    ['wanted list', ['wanted']],
    ['page', []],
    ['some day more list', []],
  ])('%j is heard as %j', (payload, expected) => {
    notify(payload);
    expect(heard).toEqual(expected);
  });

  it('is heard while the connection is there, and all look again once it is back', async () => {
    expect(listener.isHeard).toBe(true);
    connections.client.emit('end');
    expect(listener.isHeard).toBe(false);
    await eventually(() => expect([listener.isHeard, heard]).toEqual([true, ['change', 'progress']]));
  });

  it('is told together, each thing once', async () => {
    listener.want('page');
    for (let times = 0; times < 3; times++) listener.want('list');
    await soon();
    expect(connections.told).toEqual(['wanted page', 'wanted list']);
  });
});
