// Whether a sentence stands behind its number: not denied, doubted, supposed, planned or imagined.
#include <algorithm>

#include "claim/sentence/frame_words.h"
#include "claim/sentence/phrases.h"
#include "claim/sentence/reader.h"

namespace steelyard::sentence {

namespace {

constexpr const char* denies = "the sentence denies or doubts a claim instead of making one";
constexpr const char* not_yet = "the sentence speaks of what is hoped or planned, not of what came";
constexpr const char* supposes = "the sentence supposes something instead of claiming it";
constexpr const char* say_what_is = "write what is said to be so";

bool frame_negator(std::string_view word) {
  return is_one_of(word, {"no", "not", "never", "nobody", "none", "neither", "nor", "nothing",
                          "hardly", "cannot", "without", "nowhere", "scarcely", "barely", "few",
                          "unlikely", "unclear", "impossible"}) ||
         word.ends_with("n't");
}

bool is_year(const Token& token) {
  return token.kind == Kind::number && token.value >= 1900 && token.value <= 2200 &&
         token.text.size() == 4;
}

}  // namespace

// "No study has shown that 60% improved", "we hope that 60% improve"
bool Reader::refuse_frame() {
  return refuse_untrue() || refuse_disowned() || refuse_doubted_behind() || refuse_imagined() ||
         refuse_before_number();
}

// "60% are on track for remission", "60% improved if they stayed": where all else could be read.
bool Reader::refuse_not_yet() {
  return refuse_planned() || refuse_supposed();
}

// The first number that could be a share; what is said of a statement stands before it.
std::size_t Reader::first_number() const {
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (tokens_[i].kind != Kind::word && tokens_[i].kind != Kind::mark &&
        !(i > 0 && is_one_of(word(i - 1), {"no", "not"}) && tokens_[i].value == 1))
      return i;
  return tokens_.size();
}

// Where what is claimed begins: its number, else its comparison, else its result.
std::size_t Reader::statement_at() const {
  const std::size_t number = first_number();
  if (number < tokens_.size()) return relative_ ? std::max(number, relative_->from) : number;
  const std::size_t comparison = comparison_at();
  if (comparison < tokens_.size()) return comparison;
  const std::vector<Event> events = events_in(tokens_);
  return events.empty() ? tokens_.size() : events.front().from;
}

// "It is not true that 75% improved", "no study found that", "if 75% improved"
bool Reader::refuse_untrue() {
  if (is_one_of(word(0), {"if", "unless", "suppose", "imagine"}) || has({"hypothetically"}))
    return refuse(supposes, say_what_is);
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const bool not_true = is_one_of(word(i), {"not", "isn't", "never", "hardly", "wasn't"}) &&
                          (is_one_of(word(i + 1), {"true", "correct", "proven", "so"}) ||
                           (word(i + 1) == "the" && is_one_of(word(i + 2), {"case", "truth"})));
    const bool untrue =
        is_one_of(word(i), {"false", "untrue", "wrong", "incorrect", "myth", "lie", "doubtful"}) &&
        (is_one_of(word(i + 1), {"that", "to"}) || i + 1 >= tokens_.size() ||
         is(i + 1, Kind::mark));
    const bool nobody_says = is_one_of(word(i), {"denies", "denied", "deny", "disputes", "disputed",
                                                 "doubts", "doubted"}) &&
                             word(i + 1) == "that";
    const bool not_shown =
        is_one_of(word(i), {"not", "never", "didn't", "cannot", "nobody"}) &&
        is_one_of(word(i + 1),
                  {"show", "shown", "find", "found", "prove", "proved", "demonstrate",
                   "demonstrated", "confirm", "confirmed", "claim", "claimed", "say", "said"}) &&
        word(i + 2) == "that";
    if (not_true || untrue || nobody_says || not_shown)
      return refuse("the sentence denies a claim instead of making one", say_what_is);
  }
  return false;
}

// "Retracted", "a hoax": wherever it stands
bool Reader::refuse_disowned() {
  const PhraseFinder phrases(tokens_);
  for (std::size_t i = 0; i < tokens_.size(); ++i)
    if (const auto found = phrases.at(frame::disowned, i);
        found && !(i > 0 && frame_negator(word(i - 1))))
      return refuse_phrase(*found, denies, say_what_is);
  if (const auto found = exclaimed_at()) return refuse_phrase(*found, denies, say_what_is);
  return false;
}

// "60% of patients improved, my foot!"; not "my foot lifted after two weeks", "the cells healed my foot".
std::optional<WordRange> Reader::exclaimed_at() const {
  const PhraseFinder phrases(tokens_);
  const bool share = std::ranges::any_of(tokens_, [](const Token& token) {
    return token.kind == Kind::percent || token.kind == Kind::fraction;
  });
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    const auto found = phrases.at(frame::exclaimed, i);
    if (!found || (found->to < tokens_.size() && !is(found->to, Kind::mark))) continue;
    const bool behind_all = share && is_one_of(word(i - 1), {"improved", "better", "remission", "recovered", "responded",
                                                             "cured", "effective", "success", "relapse"});
    if (is(i - 1, Kind::mark) || behind_all) return found;
  }
  return std::nullopt;
}

// "60% improved? No.", "60% improved, but experts doubt it"
bool Reader::refuse_doubted_behind() {
  const PhraseFinder phrases(tokens_);
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
    if (mark(i, "?")) return refuse("the sentence asks and does not claim", say_what_is);
  bool clause = false;
  for (std::size_t i = first_number(); i < tokens_.size(); ++i) {
    const bool answer =
        is(i, Kind::mark) && is_one_of(tokens_[i].text, {",", ".", "-", ";", "!"}) &&
        is_one_of(word(i + 1), {"not", "no", "nope", "wrong", "false", "untrue", "never"}) &&
        (i + 2 >= tokens_.size() || is_one_of(tokens_[i + 2].text, {".", "!"}));
    if (answer) return refuse_phrase({i + 1, i + 2}, denies, say_what_is);
    clause = clause || (is(i, Kind::mark) && !mark(i, "(") && !mark(i, "-")) ||
             is_one_of(word(i), {"but", "though", "although", "which", "is"});
    if (const auto found = phrases.at(frame::doubted_behind, i); found && clause)
      return refuse_phrase(*found, denies, say_what_is);
  }
  return false;
}

// "In a simulation", "perhaps": nobody was counted.
bool Reader::refuse_imagined() {
  const PhraseFinder phrases(tokens_);
  if (const auto found = phrases.first(frame::no_people, 0, tokens_.size()))
    return refuse_phrase(*found, "no people were counted", how_many());
  bool later = has({"soon", "future", "tomorrow"}) || has_pair("next", {"year", "month", "week"});
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
    later = later || (word(i) == "by" && is_year(tokens_[i + 1]));
  if (has({"will"}) && later)
    return refuse("the sentence speaks of what will be, not of what came", how_many());
  if (const auto found = phrases.first(frame::perhaps, 0, tokens_.size()))
    return refuse_phrase(*found, "it is not clear whether the result came", how_many());
  return false;
}

// What is to come, was aimed at, or came out of a computer.
bool Reader::refuse_planned() {
  const PhraseFinder phrases(tokens_);
  if (const auto found = phrases.first(frame::planned, 0, tokens_.size()))
    return refuse_phrase(*found, not_yet, how_many());
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    const bool aside =
        mark(i, "(") &&
        is_one_of(word(i + 1), {"target", "expected", "planned", "goal", "hoped", "aim",
                                "predicted", "forecast", "estimate", "estimated", "prediction"});
    if (aside || (word(i) == "by" && is_year(tokens_[i + 1])))
      return refuse_phrase({i, i + 2}, not_yet, how_many());
  }
  return false;
}

bool Reader::refuse_before_number() {
  const PhraseFinder phrases(tokens_);
  const std::size_t number = statement_at();
  if (number == tokens_.size()) return false;
  for (std::size_t i = 0; i < number; ++i) {
    const bool denied = i > 0 && frame_negator(word(i - 1));
    if (const auto found = phrases.at(frame::doubts, i); found && found->to <= number && !denied)
      return refuse_phrase(*found, denies, say_what_is);
    if (const auto found = phrases.at(frame::opinions, i); found && found->to <= number)
      return refuse_phrase(*found, "the sentence tells what is thought, not what was counted",
                           how_many());
    const bool compared = i > 0 && is_one_of(word(i - 1), {"than", "as", "to"});
    if (const auto found = phrases.at(frame::plans, i); found && found->to <= number && !compared)
      return refuse_phrase(*found, not_yet, how_many());
    if (refuse_denied_statement(i, number)) return true;
  }
  if (is_one_of(word(0), {"wouldn't", "isn't", "aren't", "don't"}))
    return refuse("this is a question, not a claim", say_what_is);
  return false;
}

// "No evidence that", "never been shown to"
bool Reader::refuse_denied_statement(std::size_t negator, std::size_t number) {
  const PhraseFinder phrases(tokens_);
  const std::string_view no = word(negator), next = word(negator + 1);
  const bool idiom =
      (no == "no" && is_one_of(next, {"doubt", "question", "fewer", "less", "wonder"})) ||
      (no == "not" && is_one_of(next, {"only", "just", "fewer", "less", "surprisingly"})) ||
      (no == "few" && negator > 0 && word(negator - 1) == "a");
  if (!frame_negator(no) || idiom) return false;
  for (std::size_t at = negator + 1; at < number; ++at) {
    if (is(at, Kind::mark) && is_one_of(tokens_[at].text, {",", ";", ".", ":"})) break;
    const auto said = phrases.at(frame::statements, at);
    if (!said) continue;
    const std::string_view behind = word(said->to);
    const bool stated = said->to == number || word(at) == "believe" ||
                        is_one_of(behind, {"that", "whether", "if", "for", "by", "in", "the",
                                           "more", "at", "over", "about"});
    const bool result =
        behind != "that" &&
        is_one_of(word(at), {"reported", "seen", "found", "shown", "see", "reports", "observed"});
    if (stated && !result) {
      std::string text = slice(tokens_, negator, said->to);
      if (text.starts_with("no 1")) text.replace(0, 4, "no one");  // number words are joined
      return refuse("\"" + text + "\": " + denies, say_what_is);
    }
  }
  return false;
}

// "Great if 60% improved", "60% improved if they stayed"
bool Reader::refuse_supposed() {
  const std::size_t number = statement_at();
  for (std::size_t i = 1; i < tokens_.size(); ++i) {
    if (!is_one_of(word(i), {"if", "unless"})) continue;
    if (i < number && !is_one_of(word(i + 1), {"you", "any"})) return refuse(supposes, say_what_is);
    return refuse_phrase({i, i + 3}, supposes, say_what_is);
  }
  return false;
}

}  // namespace steelyard::sentence
