/** The parts of the evaluator's screens that come when they are wanted, each with the texts it needs. */
import { captureTexts } from '../messages/capture';
import { spoken } from '../messages/language.svelte';
import { photoTexts } from '../messages/photos';
import { returnTexts } from '../messages/returns';

const withTexts = async <M>(code: Promise<M>): Promise<M> => {
  const [loaded] = await Promise.all([code, captureTexts.load(spoken.current)]);
  return loaded;
};

export const attemptParts = () => withTexts(import('./attempt-parts'));
export const covertForm = () => withTexts(import('./covert-form'));
export const handChoice = () => withTexts(import('./HandChoice.svelte'));
export const photoField = async () => {
  const [field] = await Promise.all([import('./PhotoField.svelte'), photoTexts.load(spoken.current)]);
  return field;
};
export const returnsSection = async () => {
  const [section] = await Promise.all([import('./ReturnsSection.svelte'), returnTexts.load(spoken.current)]);
  return section;
};
export const finishing = () => import('./finishing');
export const fillingDialogs = () => import('./filling-dialogs');
