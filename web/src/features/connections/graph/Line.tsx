import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { LineEdge } from './elements';
import { useDimming } from './found';
import classes from './Graph.module.css';
import { LABEL_HEIGHT, labelWidth, pointAt } from './labels';

/** A connection: the wider, the more goes over it. */
export const Line = memo(function Line({ id, data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected = false }: EdgeProps<LineEdge>) {
  const dimming = useDimming(id);
  if (data === undefined) {
    return null;
  }

  const { state, text, at, width } = data;
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const { x, y } = pointAt(at, { x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const plate = labelWidth(text);
  return (
    <g ref={dimming} className={classes.line} data-state={state} data-selected={selected || undefined}>
      <BaseEdge path={path} interactionWidth={18} style={{ strokeWidth: width }} />
      <rect className={classes.plate} x={x - plate / 2} y={y - LABEL_HEIGHT / 2} width={plate} height={LABEL_HEIGHT} rx={6} />
      <text className={classes.label} x={x} y={y + 4}>
        {text}
      </text>
    </g>
  );
});
