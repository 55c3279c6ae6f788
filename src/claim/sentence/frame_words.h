// Words by which a sentence does not stand behind its number: denied, doubted, planned.
#pragma once
#include "claim/sentence/phrase_table.h"

namespace steelyard::sentence::frame {

// Wherever they stand.
inline constexpr PhraseTable disowned(
    "disprove, disproves, disproving, refute, refutes, refuting, rebut, rebuts, rebutted, debunk, "
    "debunks, debunking, dispel, dispels, dispelled, discredit, discredits, contradict that, "
    "contradicts that, contradicted that, rule out that, ruled out that, expose claim, "
    "retracted, retraction, withdrew claim, withdrew paper, debunked, disproved, disproven, "
    "refuted, discredited, fabricated, fraudulent, faked, hoax, made up, allegedly, supposedly, "
    "purportedly, unproven, unfounded, unsupported by, baseless, rejected claim, rejects claim, "
    "reject claim, rejected idea, rejected statement, rejected report, rejected notion, "
    "rejected assertion, rejects that, rejected that, dismissed claim, dismisses claim, "
    "dismissed idea, dismissed that, questioned claim, questioned whether, questions claim, "
    "questions whether, question whether, question claim, question that, questioned that, "
    "cast doubt, casts doubt, casting doubt, contest claim, contested claim, contests claim, "
    "challenge claim, challenged claim, challenges claim, contradicts claim, contradict claim, "
    "contradicted claim, contrary to claim, deny that, denies that, denied that, not convinced, "
    "unconvinced, sceptical, skeptical, too good to be true, lack of evidence, lacks evidence, "
    "lacking evidence, without evidence, without proof, little evidence, hardly any evidence, "
    "insufficient evidence, scant evidence, failed to show, fails to show, fail to show, "
    "failed to prove, fails to prove, failed to demonstrate, failed to confirm, "
    "failed to replicate, could not replicate, misleading, misled, nonsense, rubbish, banned, "
    "fined, fine for, sued for, prosecuted for, convicted for, censured, reprimanded, "
    "dropped claim, drops claim, dropping claim, withdrew statement, beware, forget, "
    "ignore claim, ignore ads, nothing of kind, no such thing, lied, lying, told lies, liars, "
    "since withdrawn, later withdrawn, since corrected, later corrected, invented, correction, "
    "erratum, misprint, typo, by mistake, in error, yeah right, if only, "
    "as if, dream on, in your dreams, pigs fly, joke, joking, just kidding, little to suggest, "
    "nothing to suggest, little to show, nothing to show, little reason, little sign, "
    "has to prove, have to prove, had to prove, must prove, needs to prove, yet to prove, "
    "yet to show, remains to be, has to show, have to show, must show, only on paper, "
    "in pilot but, but not in, but trial found, but study found, lab dish, petri dish, "
    "test tube, test tubes, in vitro, want you to, wants you to, want us to, would have you, "
    "like you to think, have us believe, bogus, scam, alleged, propaganda, fake news, "
    "cannot be trusted, can't be trusted, don't trust, do not trust, overturned, so called, "
    "deceptive, from saying, from claiming, untruthful, no reason to think, "
    "no reason to suppose, no reason why");

// Only where they stand by themselves: "60% improved, my foot"; a foot may also be what got better.
inline constexpr PhraseTable exclaimed("my foot, my eye, my arse, my ass");

// Only before the number: "60% doubt it" tells what people said.
inline constexpr PhraseTable doubts(
    "doubt, doubts, doubted, doubting, dispute, disputes, disputed, wrongly, mistakenly, "
    "falsely, misreported, exaggerated, incorrectly, not true, unlikely, impossible, "
    "implausible, unclear, doubtful, questionable, debatable, uncertain, unknown, "
    "inconceivable, contested, whether");

// In a clause behind the number: ", but experts doubt it".
inline constexpr PhraseTable doubted_behind(
    "doubt, doubts, dispute, disputes, disputed, disagree, disagrees, deny, denies, doubtful, "
    "not be confirmed, not confirmed, never confirmed, not be replicated, not replicated, "
    "never replicated, not be verified, not be reproduced, so they claim, so he claims, "
    "so she claims, believes it, believe it, believed it, said no one, says no one, "
    "said nobody, wishful, no evidence, no proof, not proven, unconfirmed, unverified, "
    "hoped for, on paper, no reason, do not believe, don't believe");

// What comes before "that": what is said of the statement.
inline constexpr PhraseTable statements(
    "shown, show, shows, showed, proved, proven, prove, proves, proof, evidence, demonstrated, "
    "demonstrate, demonstrates, confirmed, confirm, confirms, found, find, finds, established, "
    "establish, believe, believes, believed, think, thinks, thought, say, says, said, claim, "
    "claims, claimed, report, reports, reported, suggest, suggests, suggested, indicate, "
    "indicates, indicated, conclude, concluded, concludes, accept, accepts, accepted, agree, "
    "agrees, agreed, convinced, sure, certain, clear, known, know, knows, likely, reason, data, "
    "sign, signs, guarantee, guaranteed, promise, mean, means, expect, expected, see, seen, "
    "reveal, revealed, support, supports, supported, possible, assume, credible, plausible, "
    "argue, state, stated, hear, heard, documented, verified, replicated, reproduced");

// What is thought, not counted.
inline constexpr PhraseTable opinions(
    "think, thinks, believe, believes, suspect, suspects, reckon, reckons, opinion, guess");

// Only before the number.
inline constexpr PhraseTable plans(
    "hope, hopes, hoped, hoping, hopefully, wish, wishes, wished, goal is, goal was, goal of, "
    "our goal, goal that, aim is, aim was, our aim, aim for, aims for, aimed for, aiming for, "
    "aim to, aims to, aim at, target is, target of, our target, target was, expect, expects, "
    "expecting, expected that, we expected, expected to, anticipate, anticipates, anticipated, "
    "plan is, plan to, plan for, plans to, planned, planning, intend, intends, intended, "
    "predict, predicts, predicted, forecast, forecasts, foresee, assume, assumes, assumed, "
    "assuming, suppose, supposing, imagine, imagined, dream, dreams, vision is, would be, "
    "wouldn't, want, wants, wanted, let, provided, ideally, guess, bet, pray, promise, "
    "promises, promised, powered to, designed to, calculated");

// Wherever they stand.
inline constexpr PhraseTable planned(
    "projected, projection, fell short, falls short, fall short, missed target, our model, "
    "to model, models, modelling, modeling, virtual, in silico, digital twins, we guarantee, "
    "guarantee, guarantees, was supposed, were supposed, is supposed, are supposed, "
    "supposed to, will be better, will be superior, will be more, will be less, will be safer, "
    "will beat, will outperform, will do better, will work better, on track, set to, poised");

// No people at all.
inline constexpr PhraseTable no_people(
    "simulation, simulations, simulated, in theory, theoretically, in our model, in model, "
    "computer model, mathematical model, modelled, modeled, hypothetical");

// It may not have come.
inline constexpr PhraseTable perhaps(
    "probably, perhaps, maybe, possibly, presumably, conceivably, potentially");

}  // namespace steelyard::sentence::frame
