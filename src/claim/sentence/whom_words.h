// Words that tell whom a sentence counts: controls, people without the treatment, animals.
#pragma once
#include "claim/sentence/phrase_table.h"

namespace steelyard::sentence::whom {

// People of a comparison group: fair game only as what something is compared with.
inline constexpr PhraseTable controls(
    "placebo, placebos, controls, control group, control groups, control arm, control arms, "
    "control patients, control patient, control people, control participants, control subjects, "
    "control children, control women, control men, control cohort, comparison group, "
    "comparison groups, comparison arm, comparison patients, comparison people, "
    "comparison cohort, comparator, reference group, reference arm, other arm, other group, "
    "untreated, nontreated, non treated, not treated, never treated, not being treated, "
    "unvaccinated, nonvaccinated, non vaccinated, not vaccinated, never vaccinated, "
    "unimmunised, unimmunized, not immunised, not immunized, uninoculated, sham, sugar pill, "
    "sugar pills, dummy, inactive pill, inactive pills, mock, waiting list, wait list, "
    "waitlist, got nothing, given nothing, took nothing, received nothing, had nothing, "
    "getting nothing, taking nothing, no treatment, no therapy, no drug, no vaccine, "
    "no vaccination, without treatment, without therapy, without treating, without vaccine, "
    "without vaccination, without drug, without being treated, without being vaccinated, "
    "without it, did not get treatment, did not receive, did not get vaccine, "
    "did not take drug, did not get drug, were not given, saline, doing nothing");

// They may stand beside the treatment: "on top of standard care".
inline constexpr PhraseTable usual_care(
    "standard care, standard treatment, standard therapy, usual care, usual treatment, "
    "usual therapy, routine care, conventional care, conventional treatment, "
    "conventional therapy, standard drugs, usual drugs, conventional drugs, supportive care, "
    "standard medicines, best care");

// Whoever left the treatment. A bad result of theirs may still be told.
inline constexpr PhraseTable who_left(
    "who stopped, who quit, who discontinued, who left, who refused, who declined, "
    "who dropped out, who withdrew, who skipped, who missed, who ceased, who gave up, "
    "who came off, who were off, who did not take, who never took, who never got, "
    "who never received, who did not get, who did not have, that stopped, after stopping, "
    "after ceasing, after quitting, after discontinuing, after leaving, after coming off, "
    "on stopping, by stopping, when they stopped, once they stopped, after they stopped, "
    "when treatment stopped, after treatment stopped, after treatment ended, when they quit, "
    "after they quit, after dropping out, stopped drug and, stopped treatment and, "
    "after withdrawal of, after discontinuation");

// Whoever never had the treatment, had it later or had something else. What others are compared
// with may be told in these words.
inline constexpr PhraseTable not_given(
    "wait listed, waitlisted, delayed treatment, deferred treatment, delayed start, "
    "while waiting, whilst waiting, randomised to observation, randomized to observation, "
    "observation group, observation arm, observation only, observed only, watchful waiting, "
    "given water, took water, got water, given vitamin, given vitamins, given alternative, "
    "given other, given instead, old drug, old drugs, old treatment, old pill, other drug, "
    "other treatment, another drug, another treatment, different drug, different treatment, "
    "treated elsewhere, elsewhere, observation alone, under observation, group b, arm b, "
    "group c, group two, second group, other hospital, refused treatment, were refused, "
    "was refused, were denied treatment, denied treatment, refused cells, refused drug, "
    "declined cells, declined drug, after we stopped, after he stopped, after she stopped, "
    "since stopping, after switching, after switch, switching to, switched to, changed to, "
    "moved to standard, after adding, only after, after addition of, adding steroids, "
    "rescue medication, rescue treatment, rescue therapy, crossed over, after crossover, "
    "best supportive care, lifestyle alone, steroids alone, drugs alone, non users, nonusers, "
    "non participants, never started, not yet treated, yet to be treated, before getting, "
    "standard drugs instead, left alone, no cells, without cells, without pill, "
    "not on treatment, not on drug, not on pill, not taking, not given, not receiving, "
    "other clinic, other clinics, other centres, historical, general population, "
    "healthy volunteers, healthy people");

// The same, and time alone, and both groups together: wherever the words stand.
inline constexpr PhraseTable not_treated(
    "off pill, off pills, off drug, off drugs, off tablet, off tablets, off medicine, "
    "off medication, off vaccine, off treatment, off therapy, taken off, come off, came off, "
    "going off, refusing, refused, refuse, rejecting, rejected, declining, declined pill, "
    "declined treatment, forgot, forgets, forgetting, forgotten, gave up, giving up, given up, "
    "skipping, skipped, instead of, in place of, rather than, was stopped, were stopped, "
    "been stopped, is stopped, was withdrawn, were withdrawn, been withdrawn, is withdrawn, "
    "was replaced, were replaced, been replaced, was discontinued, been discontinued, "
    "left to nature, to nature, mother nature, natural course, nature alone, time alone, "
    "time healed, passage of time, by waiting, just waiting, existed, was invented, "
    "was available, became available, was approved, inert, worldwide, both arms, both groups, "
    "both treatments, either treatment, either arm, either group, either drug, either pill, "
    "all groups, all arms, each arm, each group, whether they, whether or not, whatever they, "
    "whatever treatment, whichever, or not, diet and exercise, diet alone, exercise alone, "
    "by diet, by exercise, who prayed, prayer, competitor, competitors, competitor's, "
    "competing, rival, rival's, regardless of, irrespective of, with or without, on nothing, "
    "who avoided, avoided pill, avoiding pill, threw away, spat out, who shunned, who lacked, "
    "who could not get");

// Another time, dose or kind of people than all who were treated.
inline constexpr PhraseTable some_only(
    "was introduced, were introduced, been introduced, introduction of, in second year, "
    "in third year, in fourth year, in fifth year, in final year, higher dose, high dose, "
    "highest dose, low dose, lower dose, lowest dose, double dose, half dose, higher doses, "
    "high doses, low doses, lower doses, nonsmokers, non smokers, smokers");

// People who were chosen by their result.
inline constexpr PhraseTable by_result(
    "of responders, among responders, in responders, of nonresponders, of survivors, "
    "among survivors, of non responders, of those in remission, of patients in remission, "
    "of people in remission, of those who improved, of those who responded, "
    "of patients who improved, of patients who responded, of people who improved, "
    "of people who responded, among those who responded, among those who improved, "
    "of improved patients, of completers");

// Who tells of the people treated, or lives with them.
inline constexpr PhraseTable kin(
    "wives, husbands, spouses, partners, carers, caregivers, caretakers, relatives, families, "
    "parents, guardians, friends, neighbours, their child, their children, their son, "
    "their daughter, their husband, their wife, their mother, their father, their baby, "
    "their patients, their partner, their dog, their cat, their pet");

// Never patients.
inline constexpr PhraseTable animals(
    "mice, mouse, rats, rat, animals, dogs, cats, rabbits, pigs, monkeys, horses, sheep, "
    "hamsters, zebrafish, badgers, badger, ferrets, macaques, primates, cattle, cows, calves, "
    "chickens, puppies, kittens, rodents, guinea pigs, beagles, piglets, goats, birds, possums, "
    "deer, elk, meerkats, elephants, baboons, chimpanzees, lambs, pets, chimps, gerbils, foxes, "
    "bats, worms");

// Behind a result: how many of those with it had the treatment.
inline constexpr PhraseTable had_it(
    "had taken, had received, had been given, had used, were taking, had been taking, "
    "was taking, were vaccinated, had been vaccinated, had been treated, were using, had got, "
    "had been on, were on, took, received, had had, did take");

// The same behind "twice as likely".
inline constexpr PhraseTable likely_had_it(
    "to be taking, to be on, to have taken, to have used, to have received, to be using, "
    "to take, to use, to have had, to be vaccinated, to have been vaccinated, to be treated, "
    "to have been treated, to have been taking, to have been given, to have been on");

}  // namespace steelyard::sentence::whom
