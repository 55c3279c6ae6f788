// Whom a sentence counts: no controls, no people who left the treatment, no animals.
#include <algorithm>

#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr PhraseTable controls(
    "placebo, placebos, controls, control group, control groups, control arm, control arms, "
    "control patients, control patient, control people, control participants, control subjects, "
    "control children, control women, control men, control cohort, comparison group, "
    "comparison groups, comparison arm, comparison patients, comparison people, "
    "comparison cohort, comparator, reference group, reference arm, other arm, other group, "
    "untreated, nontreated, non treated, not treated, never treated, not being treated, "
    "unvaccinated, nonvaccinated, non vaccinated, not vaccinated, never vaccinated, unimmunised, "
    "unimmunized, not immunised, not immunized, uninoculated, sham, sugar pill, sugar pills, "
    "dummy, inactive pill, inactive pills, mock, waiting list, wait list, waitlist, got nothing, "
    "given nothing, took nothing, received nothing, had nothing, getting nothing, taking nothing, "
    "no treatment, no therapy, no drug, no vaccine, no vaccination, without treatment, "
    "without therapy, without treating, without vaccine, without vaccination, without drug, "
    "without being treated, without being vaccinated, without it, did not get treatment, "
    "did not receive, did not get vaccine, did not take drug, did not get drug, were not given, "
    "saline, doing nothing");

constexpr PhraseTable usual_care(
    "standard care, standard treatment, standard therapy, usual care, usual treatment, "
    "usual therapy, routine care, conventional care, conventional treatment, "
    "conventional therapy, standard drugs, usual drugs, conventional drugs, supportive care, "
    "standard medicines, best care");

constexpr PhraseTable left(
    "who stopped, who quit, who discontinued, who left, who refused, who declined, "
    "who dropped out, who withdrew, who skipped, who missed, who ceased, who gave up, "
    "who came off, who were off, who did not take, who never took, who never got, "
    "who never received, who did not get, who did not have, that stopped, after stopping, "
    "after ceasing, after quitting, after discontinuing, after leaving, after coming off, "
    "on stopping, by stopping, when they stopped, once they stopped, after they stopped, "
    "when treatment stopped, after treatment stopped, after treatment ended, off drug, "
    "off treatment, when they quit, after they quit, after dropping out, stopped drug and, "
    "stopped treatment and, after withdrawal of, after discontinuation");

constexpr PhraseTable by_result(
    "of responders, among responders, in responders, of nonresponders, of survivors, "
    "among survivors, of non responders, of those in remission, of patients in remission, "
    "of people in remission, of those who improved, of those who responded, "
    "of patients who improved, of patients who responded, of people who improved, "
    "of people who responded, among those who responded, among those who improved, "
    "of improved patients, of completers");

constexpr PhraseTable animals(
    "mice, mouse, rats, rat, animals, dogs, cats, rabbits, pigs, monkeys, horses, sheep, "
    "hamsters, zebrafish, knees, eyes, joints");

// "On top of standard care", "added to": the treatment came beside it.
bool beside(const PhraseFinder& phrases, std::size_t i) {
  constexpr std::size_t reach = 3;
  for (std::size_t back = 1; back <= std::min(reach, i); ++back)
    if (is_one_of(phrases.word(i - back), {"added", "top", "addition", "plus", "alongside", "along",
                                           "together", "combined", "despite", "beside", "besides",
                                           "after", "failed", "beyond", "and"}))
      return true;
  return !is_one_of(phrases.word(i - 1), {"given", "got", "received", "on", "with", "under", "getting",
                                          "receiving", "had", "having", "in", "of", "just", "only",
                                          "the", "had"}) && i > 0;
}

}  // namespace

// Controls are fair game only as what something is compared with.
std::optional<WordRange> Reader::control_at() const {
  const PhraseFinder phrases(tokens_);
  const auto compared = [&](std::size_t i) {
    if (i < comparison_) return false;
    for (std::size_t at = comparison_; at < i; ++at)
      if (tokens_[at].kind == Kind::mark && is_one_of(tokens_[at].text, {",", ";", "."})) return false;
    return true;
  };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const auto found = phrases.at(controls, i);
    const auto usual = phrases.at(usual_care, i);
    if (!found && (!usual || beside(phrases, i))) continue;
    if (compared(i)) continue;
    const std::size_t to = found ? found->to : usual->to;
    if (!found && is_one_of(word(to), {"plus", "and", "with"}))
      continue;  // "standard therapy plus cells"
    const bool design = word(to) == "controlled" ||
                        (to < tokens_.size() && tokens_[to].text == "-" && word(to + 1) == "controlled");
    const bool named_rate = relative_ && i >= 2 && word(i - 1) == "of" &&
                            is_one_of(word(i - 2), {"rate", "rates", "risk", "chance"});
    const bool history = i >= 1 && is_one_of(word(i - 1), {"previously", "hitherto", "formerly", "no"});
    if (!design && !named_rate && !history) return WordRange{i, to};
  }
  return std::nullopt;
}

bool Reader::refuse_other_people() {
  const PhraseFinder phrases(tokens_);
  const auto quoted = [&](const WordRange& place) { return "\"" + slice(tokens_, place.from, place.to) + "\""; };
  if (const auto control = control_at())
    return refuse(quoted(*control) + " names people of a comparison group, and the sentence counts them",
                  "write the result of the people who were treated, such as \"150 of 200 treated "
                  "people improved\"");
  const bool people = std::ranges::any_of(tokens_, [](const Token& token) {
    return token.kind == Kind::word && is_people(token.text);
  });
  if (const auto animal = phrases.first(animals, 0, tokens_.size()); animal && !people)
    for (std::size_t i = 0; i < animal->from; ++i)
      if (tokens_[i].kind == Kind::number && i + 3 > animal->from)
        return refuse("the sentence counts " + std::string(word(animal->from)) + ", not people",
                      "only numbers of patients can be set against trials");
  if (relative_ && !people)
    if (const auto animal = phrases.first(animals, 0, tokens_.size()))
      return refuse("the sentence speaks of " + std::string(word(animal->from)) + ", not people",
                    "only numbers of patients can be set against trials");
  const bool good = is_good_event(reading_.counted.topic) || relative_;
  if (const auto found = phrases.first(left, 0, tokens_.size());
      found && good && word(found->to) != "work")
    return refuse(quoted(*found) + ": it is not clear whether the people counted had the treatment",
                  "write the result of everybody who was treated");
  if (const auto found = phrases.first(by_result, 0, tokens_.size()))
    return refuse(quoted(*found) + ": the people are chosen by their result",
                  "write the result of everybody who was treated");
  return false;
}

}  // namespace steelyard::sentence
