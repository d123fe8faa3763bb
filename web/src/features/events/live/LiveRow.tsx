import { memo } from 'react';
import type { Step } from './feed';
import classes from './LiveList.module.css';
import type { Row } from './LiveList';
import { stepOf } from '../steps';

type Props = { row: Row; source: string; destination: string | null; onOpen: (step: Step) => void };

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' });

/** A step. Nothing of it changes once it is there, so it is drawn once; of plain elements, for there may be thousands a second. */
export const LiveRow = memo(
  function LiveRow({ row: { step, before }, source, destination, onOpen }: Props) {
    const to = destination ?? (step.destinations === null ? '' : step.destinations === 1 ? '1 destination' : `${step.destinations} destinations`);
    const { label, colour, meaning } = stepOf(step.step);
    return (
      <div className={classes.row} role="row">
        <span role="cell" className={classes.quiet}>
          {clock.format(new Date(step.at))}
        </span>
        <span role="cell" title={before.map((one) => stepOf(one.step).label).join(' → ')}>
          <span className={classes.dot} style={{ background: `var(--mantine-color-${colour}-6)` }} />
          <span title={meaning}>{label}</span>
          {before.length > 0 && <span className={classes.quiet}> +{before.length}</span>}
        </span>
        <span role="cell">
          <button type="button" className={classes.open} onClick={() => onOpen(step)}>
            {step.name === '' ? step.type : step.name}
          </button>
          {step.name !== '' && <span className={classes.quiet}> {step.type}</span>}
        </span>
        <span role="cell" title={`${source}${to === '' ? '' : ` → ${to}`}`}>
          {source}
          {to !== '' && <span className={classes.quiet}> → {to}</span>}
        </span>
        <span role="cell" title={step.user}>
          {step.user}
        </span>
        <span role="cell" title={step.detail} className={classes.quiet}>
          {[step.statusCode === 0 ? '' : String(step.statusCode), step.milliseconds === null ? '' : `${Math.round(step.milliseconds)} ms`, step.detail === `answered ${step.statusCode}` ? '' : step.detail].filter((part) => part !== '').join(' · ')}
        </span>
      </div>
    );
  },
  (was, is) => was.row.step === is.row.step && was.row.before.length === is.row.before.length && was.source === is.source && was.destination === is.destination,
);
