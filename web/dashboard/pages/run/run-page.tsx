import { useEffect, useRef } from 'preact/hooks';
import type { RunDetail } from '../../../../lib/schemas/run.ts';
import { CopyButton } from '../../controls/copy-button.tsx';
import { StateBadge } from '../../controls/state-badge.tsx';
import type { AnswerOf } from '../../data/answers.ts';
import { apiKey } from '../../data/api.ts';
import { curlOf } from '../../data/curl.ts';
import { usePolled } from '../../data/use-polled.ts';
import { RUNS } from '../../routes.ts';
import { ProblemNote } from '../notices.tsx';
import { Changes } from './changes.tsx';
import { Facts } from './facts.tsx';
import type { RejectFilter } from './rejects/reject-filter.ts';
import { Rejects } from './rejects/rejects.tsx';
import { Result } from './result.tsx';
import { Course } from './timeline/course.tsx';
import { UnderWay } from './under-way.tsx';

interface Props {
  readonly runId: string;
  readonly filter: RejectFilter;
}

const isUnderWay = ({ state }: RunDetail): boolean => state === 'queued' || state === 'running';

/** A run: how far it is while it is running, then its result, and what to do about it. */
export function RunPage({ runId, filter }: Props) {
  const path = `/runs/${encodeURIComponent(runId)}`;
  const { data: run, problem, refresh } = usePolled<AnswerOf<'/runs/{runId}'>>(path, isUnderWay);
  return (
    <>
      <p class="crumbs">
        <a href={RUNS}>Runs</a> /
      </p>
      <div class="row">
        <h1 class="mono" tabIndex={-1}>
          {runId}
        </h1>
        {run && <StateBadge run={run} phase={run.phase} />}
        <span class="spacer" />
        <CopyButton
          label="Copy as curl"
          text={() => curlOf(location.origin, 'GET', path, { hasKey: apiKey() !== null })}
        />
      </div>
      <ProblemNote problem={problem} onRetry={refresh} />
      {/* Only what changes in words is told to a screen reader, not every tick. */}
      <p class="hidden" role="status">
        {run ? `${run.result ?? run.message}${run.phase ? `, ${run.phase}` : ''}` : ''}
      </p>
      {run && <Told run={run} filter={filter} onChange={refresh} />}
    </>
  );
}

interface ToldProps {
  readonly run: RunDetail;
  readonly filter: RejectFilter;
  onChange(): void;
}

/** What is known of a run, what matters most first. */
function Told({ run, filter, onChange }: ToldProps) {
  const isOpen = isUnderWay(run);
  const result = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  // Whoever was on a button that is gone now, Cancel run, is led to the result.
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      result.current?.focus();
    }
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <>
      {isOpen ? <UnderWay run={run} onChange={onChange} /> : <Result run={run} sentence={result} />}
      {isOpen && <Course run={run} isOpen />}
      {run.notices.length > 0 && <Notices notices={run.notices} />}
      {run.rejects.length > 0 && <Rejects run={run} filter={filter} />}
      {!isOpen && <Changes run={run} />}
      {!isOpen && <Course run={run} isOpen={false} />}
      <Facts run={run} />
    </>
  );
}

/** What is to be known of the files. */
function Notices({ notices }: { readonly notices: readonly string[] }) {
  return (
    <ul class="note warn" aria-label="Notices">
      {notices.map((notice) => (
        <li key={notice}>{notice}</li>
      ))}
    </ul>
  );
}
