/** fashionMnistClassNames are the classes of Fashion-MNIST by their labels, as its publisher names them. */
export const fashionMnistClassNames = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

/** findClassNames returns the names of a dataset's classes by label, or null for a dataset whose classes have none. */
export function findClassNames(dataset: string): readonly string[] | null {
  return dataset === 'fashion-mnist' ? fashionMnistClassNames : null;
}
