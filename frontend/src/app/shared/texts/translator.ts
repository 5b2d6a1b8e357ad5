import { DOCUMENT, Renderer2, RendererFactory2, inject } from '@angular/core';

/**
 * Keeps a page correct while the browser translates it. A translator replaces texts by `<font>`
 * elements. Angular then updates the removed text nodes, so changes are invisible. Here a changed
 * text returns to its place, where the translator finds and translates it again. A removed text
 * takes its translation along.
 */
export function supportTranslators(): void {
  const document = inject(DOCUMENT);
  const factory = inject(RendererFactory2);
  const translations = new WeakMap<Node, ChildNode>();
  const note = (changes: readonly MutationRecord[]) => {
    for (const { addedNodes, removedNodes, previousSibling, nextSibling } of changes) {
      const font = [...addedNodes, previousSibling, nextSibling].find(isTranslation);
      if (!font) continue;
      for (const text of removedNodes) {
        if (text.nodeType === Node.TEXT_NODE) translations.set(text, font);
      }
    }
  };
  const observer = new MutationObserver(note);
  observer.observe(document, { childList: true, subtree: true });

  /** The element that replaces a removed text. */
  const translationOf = (text: Node): ChildNode | undefined => {
    note(observer.takeRecords());
    return text.parentNode ? undefined : translations.get(text);
  };
  /** The node to replace, below the same parent. */
  const placeOf = (parent: Node, node: Node | null): Node | null => {
    let place = node && (translationOf(node) ?? node);
    while (place && place.parentNode !== parent && isTranslation(place.parentNode)) {
      place = place.parentNode;
    }
    return place;
  };
  const follow = (renderer: Renderer2): Renderer2 => {
    if (followed.has(renderer)) return renderer;
    followed.add(renderer);
    const setValue = renderer.setValue.bind(renderer);
    const insertBefore = renderer.insertBefore.bind(renderer);
    const removeChild = renderer.removeChild.bind(renderer);
    renderer.setValue = (text: ChildNode, value: string) => {
      translationOf(text)?.replaceWith(text);
      setValue(text, value);
    };
    renderer.insertBefore = (parent: Node, node: Node, before: Node | null, isMove) => {
      translationOf(node)?.remove();
      insertBefore(parent, node, placeOf(parent, before), isMove);
    };
    renderer.removeChild = (parent: Node | null, node: Node, ...rest) => {
      translationOf(node)?.remove();
      removeChild(parent, node, ...rest);
    };
    return renderer;
  };
  const followed = new WeakSet<Renderer2>();
  const createRenderer = factory.createRenderer.bind(factory);
  factory.createRenderer = (host, type) => follow(createRenderer(host, type));
}

function isTranslation(node: Node | null): node is ChildNode {
  return node?.nodeName === 'FONT';
}
