import type { RebuildStatus } from '@stoa/contracts';

export type { EventStore, Generation, GenerationRegistry, HtmlSource, Position, Projection, RecordedEvent } from '@stoa/kernel';
export type RebuildPhase = RebuildStatus['phase'];
