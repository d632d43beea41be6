import { type Boxes, type Shape } from './picture.ts';

/** The same shape elsewhere. Lengths in px. */
export function moved(shape: Shape, right: number, down: number): Shape {
  switch (shape.kind) {
    case 'boxes':
    case 'overlay': {
      const by = [right, down, 0, 0];
      const boxes: Boxes = shape.boxes.map((value, at) => value + (by[at % 4] ?? 0));
      return { ...shape, boxes };
    }
    case 'polygon':
      return { ...shape, points: shape.points.map((value, at) => value + (at % 2 === 0 ? right : down)) };
    case 'outline': {
      const [a, b, c, d, e, f] = shape.matrix ?? [1, 0, 0, 1, 0, 0];
      return { ...shape, matrix: [a, b, c, d, e + right, f + down] };
    }
    case 'clip': {
      const shapes = shape.shapes.map((part) => moved(part, right, down));
      return { ...shape, x: shape.x + right, y: shape.y + down, shapes };
    }
    case 'image':
    case 'text':
      return { ...shape, x: shape.x + right, y: shape.y + down };
  }
}
