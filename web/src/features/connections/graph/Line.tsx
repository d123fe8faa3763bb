import { BaseEdge, getBezierPath, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { lineOf } from '../words';
import type { LineEdge } from './elements';
import { useDimming } from './found';
import classes from './Graph.module.css';

/** Of a letter, on average: measuring each text would cost a layout. */
const LETTER = 6.2;
const LABEL_HEIGHT = 20;

/** A connection: the wider, the more goes over it. */
export const Line = memo(function Line({ id, data, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected = false }: EdgeProps<LineEdge>) {
  const dimming = useDimming(id);
  if (data === undefined) {
    return null;
  }

  const { edge, minutes, width } = data;
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const text = lineOf(edge, minutes);
  const [x, y, labelWidth] = [(sourceX + targetX) / 2, (sourceY + targetY) / 2, text.length * LETTER + 14];
  return (
    <g ref={dimming} className={classes.line} data-state={edge.state} data-selected={selected || undefined}>
      <BaseEdge path={path} interactionWidth={18} style={{ strokeWidth: width }} />
      <rect className={classes.plate} x={x - labelWidth / 2} y={y - LABEL_HEIGHT / 2} width={labelWidth} height={LABEL_HEIGHT} rx={6} />
      <text className={classes.label} x={x} y={y + 4}>
        {text}
      </text>
    </g>
  );
});
