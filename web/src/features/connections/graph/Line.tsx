import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { lineOf } from '../words';
import type { LineEdge } from './elements';
import classes from './Graph.module.css';

/** Clear of the boxes at both ends, and of the labels of neighbours. */
const LABEL_AT = 0.5;

/** A connection: the wider, the more goes over it. */
export const Line = memo(function Line({ data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected = false }: EdgeProps<LineEdge>) {
  if (data === undefined) {
    return null;
  }

  const { edge, minutes, width, isDim } = data;
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return (
    <g className={classes.line} data-state={edge.state} data-dim={isDim || undefined} data-selected={selected || undefined}>
      <BaseEdge path={path} interactionWidth={18} style={{ strokeWidth: width }} />
      <text className={classes.label} x={sourceX + (targetX - sourceX) * LABEL_AT} y={sourceY + (targetY - sourceY) * LABEL_AT + 4}>
        {lineOf(edge, minutes)}
      </text>
    </g>
  );
});
