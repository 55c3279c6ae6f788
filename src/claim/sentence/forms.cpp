// Sentences that cannot be read as a claim: in another language, questions, idioms, without numbers.
#include "claim/sentence/plainer.h"
#include "claim/sentence/reader.h"
#include "steelyard/base/characters.h"
#include "steelyard/base/text.h"

namespace steelyard::sentence {

namespace {

constexpr int longest = 1000;  // characters; a claim is a sentence or two

}  // namespace

Reader::Reader(std::string_view text)
    : text_(text), length_(code_point_count(text)),
      tokens_(length_ > longest ? std::vector<Token>{} : plainer(tokens_of(without_tags(text)))) {}

bool Reader::refuse_form() {
  if (length_ > longest)
    return refuse("the sentence has " + std::to_string(length_) +
                      " characters, but must have at most " + std::to_string(longest),
                  "write one claim at a time");
  if (invalid_utf8(text_))
    return refuse("the sentence is not UTF-8", "type it anew, or set the terminal to UTF-8");
  if (const auto odd = first_unprintable(text_))
    return refuse(unprintable_text(*odd), unprintable_hint());
  if (tokens_.empty()) return refuse("the sentence is empty", "write what was claimed");
  if (!looks_english(tokens_))
    return refuse("the sentence does not look like English, the one language that is read",
                  "write it in English, or fill a [[claim]] of a review by hand");
  const std::string_view first = word(0);
  if (tokens_.back().text == "?" ||
      (word(1) != "not" && is_one_of(first, {"can", "does", "do", "is", "are", "could", "what",
                                             "how", "why", "will", "did", "would", "should"})))
    return refuse("this is a question, not a claim", "write what is said to be so");
  return refuse_idiom() || refuse_frame();
}

// "Three times less", "99% effective": words that everybody reads otherwise.
bool Reader::refuse_idiom() {
  if (has_pair("be", {"wrong"}) && has({"can't", "cannot"}))
    return refuse(
        "the sentence tells how many people are pleased or buy it, not how many got better",
        "write how many had which result, such as \"150 of 200 people improved\"");
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const bool times_less = i >= 1 && is_one_of(word(i), {"times", "fold"}) &&
                            is_one_of(word(i + 1), {"less", "fewer", "lower", "smaller"});
    if (times_less)
      return refuse("\"" + slice(tokens_, i - 1, i + 2) + "\" is not clear",
                    "write what share is left, such as \"a third as many people relapsed\"");
    const bool effective =
        is(i, Kind::percent) && is_one_of(word(i + 1), {"effective", "efficacy"});
    if (effective)
      return refuse("\"" + slice(tokens_, i, i + 2) +
                        "\" is not clear: a share of people, or a smaller risk",
                    "write \"95 of 100 people improved\" or \"95% fewer people fell ill\"");
  }
  return false;
}

void Reader::refuse_without_number() {
  std::string hint = "words such as most, many or highly effective cannot be set against counts";
  const bool p_value = has_pair("p", {"value", "values"}) || has({"significance", "significant"}) ||
                       [&] {
                         for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
                           if (word(i) == "p" && is_one_of(tokens_[i + 1].text, {"<", "=", ">"}))
                             return true;
                         return false;
                       }();
  if (p_value)
    hint = "a P value does not tell how many people had the result; write \"150 of 200 people "
           "improved\"";
  else if (has({"ratio", "hazard", "odds", "nnt", "rr", "hr", "ahr", "aor"}) ||
           has_pair("relative", {"risk"}))
    hint = "odds and hazards are no numbers of people; write \"twice as many people improved\" or "
           "\"150 of 200 people improved\"";
  else if (has_pair("percentage", {"point", "points"}))
    hint = "a difference in percentage points is no count of people; write how many had the result, such as \"150 of "
           "200 people improved\"";
  else if (has_pair("as", {"many", "often", "frequently", "few"}) || has({"equally"}))
    hint = "how two groups compare shows only in the counts of both; put the trial into a review, or write one sentence "
           "for each, such as \"150 of 200 people improved\"";
  else if (has({"chance", "chances", "probability", "likelihood"}))
    hint = "a chance is no count of people; write how many had the result, such as \"150 of 200 people "
           "improved\"";
  else if (has({"safe", "safer", "harmless", "safety"}))
    hint = "how safe something is shows only in counts; write \"3 of 200 people had a severe "
           "reaction\"";
  else if (has({"rare", "rarely", "few", "uncommon", "frequent", "common"}) && !events_.empty() &&
           is_bad_event(events_.front().topic))
    hint = "words such as few or rare cannot be set against counts; write \"3 of 200 people had a "
           "severe reaction\"";
  else if (has({"natural", "pure", "organic", "guaranteed", "guarantee"}))
    hint = "write how many people had which result, such as \"150 of 200 people improved\"";
  refuse("there is no number of people to check", std::move(hint));
}

}  // namespace steelyard::sentence
