import { centreOn, FIT, focusOn, panBy, zoomAt, clampCamera, type Camera, type Point } from './camera.ts';
import { addressLayout, type MapLayout, type Size } from './layout.ts';
import { type MapModel, type PageRun } from './map-model.ts';
import { pageAt } from './picking.ts';
import { buildGrid, type PixelGrid } from './pixel-grid.ts';

/** Turns a memory and a canvas into a layout: the one thing in which modes differ. */
export type LayoutFunction = (model: MapModel, canvas: Size) => MapLayout;

/** The layout and the camera over it, and the grid of pixels that follows from both. */
export class MapView {
  layout: MapLayout;
  camera: Camera = FIT;
  private built: PixelGrid | null = null;

  constructor(
    private readonly model: MapModel,
    private canvas: Size,
    private pixelRatio: number,
    private readonly layOut: LayoutFunction = addressLayout,
  ) {
    this.layout = layOut(model, canvas);
  }

  /** The same object until something moves. */
  get grid(): PixelGrid {
    this.built ??= buildGrid(this.layout, this.camera, this.canvas, this.pixelRatio);
    return this.built;
  }

  /** Keeps the page in the middle of the canvas there. Lengths in CSS px. */
  resize(canvas: Size, pixelRatio: number): void {
    const { zoom } = this.camera;
    const page = pageAt(this.layout, this.camera, this.middle.x, this.middle.y);
    this.canvas = canvas;
    this.pixelRatio = pixelRatio;
    this.layout = this.layOut(this.model, canvas);
    const { layout } = this;
    this.moveTo(
      zoom === 1 || page === null ? clampCamera(layout, this.camera) : centreOn(layout, zoom, page),
    );
  }

  fit(): void {
    this.moveTo(FIT);
  }

  /** Zooms at a place of the canvas, in its middle when none is given. */
  zoomBy(factor: number, point: Point = this.middle): void {
    this.moveTo(zoomAt(this.layout, this.camera, point, factor));
  }

  panBy(dx: number, dy: number): void {
    this.moveTo(panBy(this.layout, this.camera, dx, dy));
  }

  /** Moves by a share of what is in view. */
  panByShare(horizontal: number, vertical: number): void {
    const { width, height } = this.layout.area;
    this.panBy(-horizontal * width, -vertical * height);
  }

  focus(run: PageRun): void {
    this.moveTo(focusOn(this.layout, run));
  }

  private get middle(): Point {
    const { x, y, width, height } = this.layout.area;
    return { x: x + width / 2, y: y + height / 2 };
  }

  private moveTo(camera: Camera): void {
    this.camera = camera;
    this.built = null;
  }
}
