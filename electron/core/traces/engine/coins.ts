import { type Amounts, amountAt, makeAmounts, setAmount } from './amounts.ts';

/**
 * A chain of transactions that spend the outputs of earlier ones, in the order in which they happened. What a transaction takes
 * in beyond what it pays out is its fee.
 */
export interface CoinChain {
  readonly transactions: number;
  readonly accounts: number;
  /** Of transaction t: inputs from `inputStart[t]` to before `inputStart[t + 1]`, in their order. */
  readonly inputStart: Int32Array;
  /** The output that an input spends; -1 for one that the file does not have. */
  readonly inputCoin: Int32Array;
  /** -1 for a fee that comes back, in a chain told backwards. */
  readonly inputAccount: Int32Array;
  readonly inputAmount: Amounts;
  readonly outputStart: Int32Array;
  readonly outputAccount: Int32Array;
  readonly outputAmount: Amounts;
}

export const sumOf = (amounts: Amounts, from: number, until: number): bigint => {
  let sum = 0n;
  for (let at = from; at < until; at++) sum += amountAt(amounts, at);
  return sum;
};

/** The same transactions told backwards: outputs are taken in, inputs are paid out, and the fee comes in last. */
export function reversedCoins(chain: CoinChain): CoinChain {
  const { transactions, inputStart, inputCoin, inputAccount, inputAmount, outputStart, outputAccount, outputAmount } =
    chain;
  const outputs = outputStart[transactions] as number;
  const spentBy = new Int32Array(outputs).fill(-1);
  for (const [input, coin] of inputCoin.entries()) if (coin >= 0) spentBy[coin] = input;
  const inputs = inputStart[transactions] as number;
  const turned = new Int32Array(inputs); // an input of the chain as an output of the reversed one
  const made = {
    ...{ transactions, accounts: chain.accounts },
    inputStart: new Int32Array(transactions + 1),
    inputCoin: new Int32Array(outputs + transactions).fill(-1),
    inputAccount: new Int32Array(outputs + transactions).fill(-1),
    inputAmount: makeAmounts(outputs + transactions),
    outputStart: new Int32Array(transactions + 1),
    outputAccount: new Int32Array(inputs),
    outputAmount: makeAmounts(inputs),
  };
  let [taken, paid] = [0, 0];
  for (let at = 0; at < transactions; at++) {
    const of = transactions - 1 - at;
    const [firstIn, endIn] = [inputStart[of] as number, inputStart[of + 1] as number];
    const [firstOut, endOut] = [outputStart[of] as number, outputStart[of + 1] as number];
    for (let output = firstOut; output < endOut; output++) {
      const spent = spentBy[output] as number;
      made.inputCoin[taken] = spent < 0 ? -1 : (turned[spent] as number);
      made.inputAccount[taken] = outputAccount[output] as number;
      setAmount(made.inputAmount, taken++, amountAt(outputAmount, output));
    }
    const fee = sumOf(inputAmount, firstIn, endIn) - sumOf(outputAmount, firstOut, endOut);
    if (fee > 0n) setAmount(made.inputAmount, taken++, fee);
    for (let input = firstIn; input < endIn; input++) {
      turned[input] = paid;
      made.outputAccount[paid] = inputAccount[input] as number;
      setAmount(made.outputAmount, paid++, amountAt(inputAmount, input));
    }
    made.inputStart[at + 1] = taken;
    made.outputStart[at + 1] = paid;
  }
  return made;
}
