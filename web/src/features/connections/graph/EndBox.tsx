import { Handle, Position, type NodeProps } from '@xyflow/react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { failedOf, rateOf, stateWords } from '../words';
import type { EndNode } from './elements';
import { useIsDim } from './found';
import classes from './Graph.module.css';

/** A source or a destination: what it is, how it does. Plain elements, for there may be hundreds. */
export const EndBox = memo(function EndBox({ data: { end, minutes, icon, href }, isConnectable }: NodeProps<EndNode>) {
  const isDim = useIsDim(end.id);
  const isSource = end.kind === 'source';
  return (
    <div className={classes.end} data-state={end.state} data-dim={isDim || undefined}>
      {icon === undefined ? <span className={classes.letter} aria-hidden>{end.name.slice(0, 1).toUpperCase()}</span> : <img className={classes.icon} src={icon} alt="" width={28} height={28} loading="lazy" draggable={false} />}
      <div className={classes.text}>
        <Link to={href} className={`${classes.name ?? ''} nodrag nopan`} title={end.name} preload={false} draggable={false}>
          {end.name}
        </Link>
        <span className={classes.figures}>
          <span className={classes.state}>{stateWords[end.state]}</span>
          {end.state !== 'off' && ` · ${rateOf(end.flow, minutes)}`}
          {failedOf(end.flow) !== null && ` · ${failedOf(end.flow) ?? ''}`}
        </span>
      </div>
      <Handle type={isSource ? 'source' : 'target'} position={isSource ? Position.Right : Position.Left} isConnectable={isConnectable} className={classes.handle ?? ''} />
    </div>
  );
});
