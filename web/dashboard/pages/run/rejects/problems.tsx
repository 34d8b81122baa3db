import type { RejectKind } from '../../../../../lib/schemas/reject.ts';
import type { RunDetail } from '../../../../../lib/schemas/run.ts';
import { Columns } from '../../../controls/columns.tsx';
import { formatCount } from '../../../format.ts';
import { hashOf } from '../../../routes.ts';
import { ALL_REJECTS, isChosen, ofCause, ofKind, type RejectFilter } from './reject-filter.ts';
import { becauseText, countText, LISTED_OF_A_KIND } from './reject-texts.ts';

interface Props {
  readonly run: RunDetail;
  readonly filter: RejectFilter;
}

/** The problems of a run, in the order of the API; the rows of one are chosen by its link. */
export function Problems({ run, filter }: Props) {
  return (
    <table class="problems" aria-label="Problems">
      <Columns names={['Rows', 'Problem', 'Input', 'Column']} />
      <tbody>
        {run.rejects.map((kind) => (
          <Problem
            kind={kind}
            isChosen={isChosen(kind, filter)}
            run={run}
            key={`${kind.input} ${kind.column} ${kind.reason} ${kind.severity}`}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ProblemProps {
  readonly kind: RejectKind;
  readonly isChosen: boolean;
  readonly run: RunDetail;
}

function Problem({ kind, isChosen, run }: ProblemProps) {
  const { input, column, reason, severity, count, meaning, hint } = kind;
  const isConsequence = kind.values.some(({ because }) => because !== null);
  const to = (filter: RejectFilter) => hashOf({ page: 'run', runId: run.runId, filter });
  return (
    <tr class={`${severity} ${isChosen ? 'chosen' : ''}`}>
      <td class="numbers">{countText(count, severity)}</td>
      <td class={isConsequence ? 'consequence' : ''}>
        <a href={to(isChosen ? ALL_REJECTS : ofKind(kind))} aria-current={isChosen ? 'true' : undefined}>
          {meaning ?? reason}
        </a>
        <p class="where muted">{column ? `${input}, ${column}` : input}</p>
        {kind.everyRow && <p>Nearly every row of {input} has it.</p>}
        {hint?.split('\n').map((line) => (
          <p class="muted">{line}</p>
        ))}
        {count > LISTED_OF_A_KIND && <p class="muted">Not all are listed.</p>}
        {kind.values.length > 0 && (
          <ul class="values">
            {kind.values.map(({ value, count: times, because }) => (
              <li class={because ? '' : 'plain'} key={value}>
                {formatCount(times)} × <code>{value}</code>
                {because && (
                  <>
                    : <a href={to(ofCause(because, run.rejects))}>{becauseText(because)}</a>
                  </>
                )}
              </li>
            ))}
            {kind.otherValues > 0 && <li>and {formatCount(kind.otherValues)} more</li>}
          </ul>
        )}
      </td>
      <td>{input}</td>
      <td>{column}</td>
    </tr>
  );
}
