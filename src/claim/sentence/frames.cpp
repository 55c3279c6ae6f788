// Sentences that speak of a result without saying that it came: doubted, denied, hoped for,
// planned.
#include <algorithm>

#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

// Wherever it stands, the sentence does not stand behind its number.
constexpr PhraseTable disowned(
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
    "failed to replicate, could not replicate, misleading, misled, nonsense, rubbish");

// Only before the number: "60% doubt it" tells what people said.
constexpr PhraseTable doubts(
    "doubt, doubts, doubted, doubting, dispute, disputes, disputed, wrongly, mistakenly, falsely, "
    "misreported, exaggerated, incorrectly, not true, unlikely, impossible, implausible, unclear, "
    "doubtful, questionable, debatable, uncertain, unknown, inconceivable, contested, whether");

// What comes before "that": what is said of the statement.
constexpr PhraseTable statements(
    "shown, show, shows, showed, proved, proven, prove, proves, proof, evidence, demonstrated, "
    "demonstrate, demonstrates, confirmed, confirm, confirms, found, find, finds, established, "
    "establish, believe, believes, believed, think, thinks, thought, say, says, said, claim, "
    "claims, claimed, report, reports, reported, suggest, suggests, suggested, indicate, "
    "indicates, indicated, conclude, concluded, concludes, accept, accepts, accepted, agree, "
    "agrees, agreed, convinced, sure, certain, clear, known, know, knows, likely, reason, data, "
    "sign, signs, guarantee, guaranteed, promise, mean, means, expect, expected, see, seen, "
    "reveal, revealed, support, supports, supported, possible, assume, credible, plausible, "
    "argue, state, stated, hear, heard, documented, verified, replicated, reproduced");

constexpr PhraseTable plans(
    "hope, hopes, hoped, hoping, hopefully, wish, wishes, wished, goal is, goal was, goal of, "
    "our goal, goal that, aim is, aim was, our aim, aim for, aims for, aimed for, aiming for, "
    "aim to, aims to, aim at, target is, target of, our target, target was, expect, expects, "
    "expecting, expected that, we expected, expected to, anticipate, anticipates, anticipated, "
    "plan is, plan to, plan for, plans to, planned, planning, intend, intends, intended, predict, "
    "predicts, predicted, forecast, forecasts, foresee, assume, assumes, assumed, assuming, "
    "suppose, supposing, imagine, imagined, dream, dreams, vision is, would be, wouldn't, want, "
    "wants, wanted, let, provided, ideally, guess, bet, pray, promise, promises, promised, "
    "powered to, designed to, calculated");

// In a clause behind the number: ", but experts doubt it".
constexpr PhraseTable doubted_behind(
    "doubt, doubts, dispute, disputes, disputed, disagree, disagrees, deny, denies, doubtful, "
    "not be confirmed, not confirmed, never confirmed, not be replicated, not replicated, "
    "never replicated, not be verified, not be reproduced, so they claim, so he claims, "
    "so she claims, believes it, believe it, believed it, said no one, says no one, said nobody, "
    "wishful, no evidence, no proof, not proven, unconfirmed, unverified, hoped for, on paper");

// No people at all.
constexpr PhraseTable made_of_thought(
    "simulation, simulations, simulated, in theory, theoretically, in our model, in model, "
    "computer model, mathematical model, modelled, modeled, hypothetical");

constexpr PhraseTable opinions(
    "think, thinks, believe, believes, suspect, suspects, reckon, reckons, opinion, guess");

constexpr PhraseTable perhaps(
    "probably, perhaps, maybe, possibly, presumably, conceivably, potentially");

bool frame_negator(std::string_view word) {
  return is_one_of(word, {"no", "not", "never", "nobody", "none", "neither", "nor", "nothing",
                          "hardly", "cannot", "without", "nowhere", "scarcely", "barely", "few",
                          "unlikely", "unclear", "impossible"}) ||
         word.ends_with("n't");
}

}  // namespace

// The first number that could be a share; what is said of a statement stands before it.
std::size_t Reader::first_number() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (tokens_[i].kind != Kind::word && tokens_[i].kind != Kind::mark &&
        !(i > 0 && is_one_of(word(i - 1), {"no", "not"}) && tokens_[i].value == 1))
      return i;
  return tokens_.size();
}

// "No study has shown that 60% improved", "we hope that 60% improve"
bool Reader::refuse_frame() {
  const PhraseFinder phrases(tokens_);
  const char* denies = "the sentence denies or doubts a claim instead of making one";
  const char* hint = "write what is said to be so";
  const auto quoted = [&](const WordRange& place) {
    std::string text = slice(tokens_, place.from, place.to);
    if (text.starts_with("no 1")) text.replace(0, 4, "no one");  // number words are joined
    return "\"" + text + "\": ";
  };
  if (const auto found = phrases.first(disowned, 0, tokens_.size());
      found && !(found->from > 0 && frame_negator(word(found->from - 1))))
    return refuse(quoted(*found) + denies, hint);
  std::size_t number = first_number();
  // "60% improved? No.": what was asked is answered
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
    if (tokens_[i].kind == Kind::mark && tokens_[i].text == "?" && i > number)
      return refuse("the sentence asks and does not claim", hint);
  for (std::size_t i = number; i + 1 < tokens_.size(); ++i)
    if (tokens_[i].kind == Kind::mark && is_one_of(tokens_[i].text, {",", ".", "-", ";", "!"}) &&
        (is_one_of(word(i + 1), {"not", "no", "nope", "wrong", "false", "untrue", "never"})) &&
        (i + 2 >= tokens_.size() || is_one_of(tokens_[i + 2].text, {".", "!"})))
      return refuse(quoted({i + 1, i + 2}) + denies, hint);
  bool joined = false;
  for (std::size_t i = number; i < tokens_.size(); ++i) {
    joined = joined ||
             (tokens_[i].kind == Kind::mark && tokens_[i].text != "(" && tokens_[i].text != "-") ||
             is_one_of(word(i), {"but", "though", "although", "which", "is"});
    if (const auto found = phrases.at(doubted_behind, i); found && joined)
      return refuse(quoted(*found) + denies, hint);
  }
  if (const auto found = phrases.first(made_of_thought, 0, tokens_.size()))
    return refuse(quoted(*found) + "no people were counted",
                  "write how many had the result, such as \"150 of 200 people improved\"");
  if (has({"will"}) &&
      (has({"soon", "future", "tomorrow"}) || has_pair("next", {"year", "month", "week"}) || [&] {
        for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
          if (word(i) == "by" && tokens_[i + 1].value >= 2000 && tokens_[i + 1].value <= 2100)
            return true;
        return false;
      }()))
    return refuse("the sentence speaks of what will be, not of what came",
                  "write how many had the result, such as \"150 of 200 people improved\"");
  if (const auto found = phrases.first(perhaps, 0, tokens_.size()))
    return refuse(quoted(*found) + "it is not clear whether the result came",
                  "write how many had the result, such as \"150 of 200 people improved\"");
  if (relative_of(tokens_)) number = std::max(number, relative_of(tokens_)->from);
  if (number == tokens_.size()) number = comparison_at();
  if (number == tokens_.size()) {
    const std::vector<Event> events = events_in(tokens_);
    if (!events.empty()) number = events.front().from;
  }
  if (number == tokens_.size()) return false;
  for (std::size_t i = 0; i < number; ++i) {
    if (const auto found = phrases.at(doubts, i);
        found && found->to <= number && !(i > 0 && frame_negator(word(i - 1))))
      return refuse(quoted(*found) + denies, hint);
    if (const auto found = phrases.at(opinions, i); found && found->to <= number)
      return refuse(quoted(*found) + "the sentence tells what is thought, not what was counted",
                    "write how many had the result, such as \"150 of 200 people improved\"");
    const auto plan = phrases.at(plans, i);
    const bool beside =
        plan && i > 0 && (is_one_of(word(i - 1), {"than", "as"}) || word(i - 1) == "to");
    if (plan && !beside && plan->to <= number)
      return refuse(
          quoted(*plan) + "the sentence speaks of what is hoped or planned, not of what came",
          "write how many had the result, such as \"150 of 200 people improved\"");
    if (!frame_negator(word(i)) ||
        (word(i) == "no" &&
         is_one_of(word(i + 1), {"doubt", "question", "fewer", "less", "wonder"})) ||
        (word(i) == "not" &&
         is_one_of(word(i + 1), {"only", "just", "fewer", "less", "surprisingly"})))
      continue;
    if (word(i) == "few" && i > 0 && word(i - 1) == "a") continue;
    for (std::size_t at = i + 1; at < number; ++at) {
      if (tokens_[at].kind == Kind::mark && is_one_of(tokens_[at].text, {",", ";", ".", ":"}))
        break;
      const auto said = phrases.at(statements, at);
      if (!said) continue;
      const bool stated =
          is_one_of(word(said->to), {"that", "whether", "if"}) || said->to == number ||
          is_one_of(word(said->to), {"for", "by", "in", "the", "more", "at", "over", "about"});
      const bool result = is_one_of(word(at), {"reported", "seen", "found", "shown", "see",
                                               "reports", "observed"}) &&
                          word(said->to) != "that";
      if (stated && !result) return refuse(quoted({i, said->to}) + denies, hint);
    }
  }
  if (word(0) == "wouldn't" || word(0) == "isn't" || word(0) == "aren't" || word(0) == "don't")
    return refuse("this is a question, not a claim", hint);
  // "Great if 60% improved"
  for (std::size_t i = 0; i < number; ++i)
    if (is_one_of(word(i), {"if", "unless"}) && !is_one_of(word(i + 1), {"you", "any"}))
      return refuse("the sentence supposes something instead of claiming it", hint);
  return false;
}

}  // namespace steelyard::sentence
