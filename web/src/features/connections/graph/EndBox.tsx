import { Handle, Position, type NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { EndNode } from './elements';
import { useDimming } from './found';
import classes from './Graph.module.css';

/** A source or a destination: what it is, how it does. Plain elements, for there may be hundreds; the picture follows their links. */
export const EndBox = memo(function EndBox({ id, data: { name, kind, state, figures, icon, href }, isConnectable }: NodeProps<EndNode>) {
  const dimming = useDimming(id);
  const [how, more] = figures;
  const isSource = kind === 'source';
  return (
    <div ref={dimming} className={classes.end} data-state={state}>
      {icon === undefined ? <span className={classes.letter} aria-hidden>{name.slice(0, 1).toUpperCase()}</span> : <img className={classes.icon} src={icon} alt="" width={28} height={28} loading="lazy" draggable={false} />}
      <div className={classes.text}>
        <a href={href} className={`${classes.name ?? ''} nodrag nopan`} title={name} draggable={false}>
          {name}
        </a>
        <span className={classes.figures}>
          <span className={classes.state}>{how}</span>
          {more !== null && ` · ${more}`}
        </span>
      </div>
      <Handle type={isSource ? 'source' : 'target'} position={isSource ? Position.Right : Position.Left} isConnectable={isConnectable} className={classes.handle ?? ''} />
    </div>
  );
});
