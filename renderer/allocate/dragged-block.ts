/** The block that is being dragged; null while none is. Kept here because a drag's data cannot be read before the drop. */
let dragged: number | null = null;

export const draggedBlock = (): number | null => dragged;

/** Properties of an element that stands for a block and can be dragged to where blocks are freed. */
export const dragsBlock = (block: number) => ({
  draggable: true,
  onDragStart: (event: { readonly dataTransfer: DataTransfer }): void => {
    dragged = block;
    event.dataTransfer.setData('text/plain', `#${block}`);
    event.dataTransfer.effectAllowed = 'move';
  },
  onDragEnd: (): void => {
    dragged = null;
  },
});
