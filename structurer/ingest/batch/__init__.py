"""The provider's Batch API: half the price, answers within a day. Submit, leave, come back, collect.

Letters go through the same flow as ever. A question whose answer is not there yet is noted in the journal and the letter
put back; all noted questions make a batch; with its answers the letters go on, to their re-asks and repairs, which make
the next batch. Nothing is submitted twice: a batch is noted before it is sent and carries the note's token, so that one
whose sending was interrupted is found again at the provider. Source: https://platform.openai.com/docs/guides/batch
"""
