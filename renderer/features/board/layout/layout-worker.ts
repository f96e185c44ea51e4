import { arrange, type LayoutTask } from './arrange.ts';

self.onmessage = ({ data }: MessageEvent<LayoutTask>) => {
  self.postMessage(arrange(data));
};
