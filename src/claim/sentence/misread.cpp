// Marks, parts of one person or of a course, and groups within groups: no share of the treated.
#include "claim/sentence/misread.h"

#include <algorithm>
#include <cmath>

#include "claim/sentence/finder.h"
#include "claim/sentence/numbers.h"
#include "claim/sentence/phrases.h"

namespace steelyard::sentence {

namespace {

constexpr const char* count_those =
    "write how many people had which result, such as \"150 of 200 people improved\"";

class Misreadings {
 public:
  explicit Misreadings(const std::vector<Token>& tokens) : tokens_(tokens), view_(tokens) {}

  std::optional<Doubt> find() const {
    for (const auto& found :
         {torn_number(), all_but(), mark_given(), part_of_one(), part_of_course(), opinion_on_kin(),
          group_within_group()})
      if (found) return found;
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return view_.word(i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return view_.mark(i, text); }
  [[nodiscard]] bool is(std::size_t i, Kind kind) const {
    return i < tokens_.size() && tokens_[i].kind == kind;
  }
  [[nodiscard]] bool has(std::initializer_list<std::string_view> words) const {
    return std::ranges::any_of(tokens_, [&](const Token& token) {
      return token.kind == Kind::word && is_one_of(token.text, words);
    });
  }
  [[nodiscard]] bool has_people() const {
    return std::ranges::any_of(tokens_, [](const Token& token) {
      return token.kind == Kind::word &&
             (is_people(token.text) || is_one_of(token.text, {"people", "patients", "us", "them"}));
    });
  }
  [[nodiscard]] Doubt quoted(std::size_t from, std::size_t to, const std::string& why,
                             const std::string& hint) const {
    std::string words = slice(tokens_, from, to);
    if (const std::size_t at = words.find("/ "); at != std::string::npos) words.erase(at + 1, 1);
    return {"\"" + words + "\": " + why, hint};
  }

  // "9 5 % of patients": 95, or 9 and 5.
  [[nodiscard]] std::optional<Doubt> torn_number() const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i)
      if (is(i, Kind::number) && is(i + 1, Kind::percent) && !tokens_[i].in_words &&
          !tokens_[i + 1].in_words && tokens_[i].value < 10 && !counts_time(i))
        return quoted(i, i + 2, "two numbers stand side by side", "write one, such as \"95%\"");
    return std::nullopt;
  }

  // "Everybody in the group but three responded": three are those who did not.
  [[nodiscard]] std::optional<Doubt> all_but() const {
    constexpr std::size_t reach = 9;
    for (std::size_t i = 2; i + 1 < tokens_.size(); ++i) {
      if (!is_one_of(word(i), {"but", "except", "bar", "save"})) continue;
      const std::size_t others = word(i + 1) == "for" ? i + 2 : i + 1;
      if (!is(others, Kind::number)) continue;
      const bool more = is(others + 1, Kind::word) && word(others + 1) != "of";
      for (std::size_t back = 1; back <= std::min(reach, i); ++back) {
        const std::size_t at = i - back;
        if (mark(at, ",") || mark(at, ";") || mark(at, ".")) break;
        // "All improved but two died": a second statement; not "all improved but 3 of 40".
        if (is_result(word(at)) && word(at) != "the" && !is_people(word(at)) && more)
          break;
        if (!is_one_of(word(at), {"all", "every", "each", "everyone", "everybody"})) continue;
        if (back == 1) break;  // "all but 2 of 20" is read
        return quoted(at, others + 1, "it is not clear how many had the result",
                      "write both numbers, such as \"18 of 20 people\"");
      }
    }
    return std::nullopt;
  }

  // "By month 6 80% improved"
  [[nodiscard]] bool counts_time(std::size_t i) const {
    return i > 0 && (weeks_in(word(i - 1)) > 0 ||
                     is_one_of(word(i - 1), {"phase", "stage", "grade", "type", "class", "visit"}));
  }

  // "9/10", "8 out of 10", "10 of 10": where it ends; 0 if it does not stand there.
  [[nodiscard]] std::size_t mark_at(std::size_t i) const {
    if (!is(i, Kind::number)) return 0;
    const std::size_t whole = mark(i + 1, "/") || word(i + 1) == "of"          ? i + 2
                              : word(i + 1) == "out" && word(i + 2) == "of" ? i + 3
                                                                            : 0;
    if (whole == 0 || !is(whole, Kind::number)) return 0;
    if (tokens_[i].value != std::floor(tokens_[i].value)) return 0;  // refused as a measure anyway
    const double most = tokens_[whole].value;
    return most == 5 || most == 10 || most == 20 || most == 100 ? whole + 1 : 0;
  }

  // "Rating 9/10", "I'd give it a 9/10", "8/10 on the pain scale"
  [[nodiscard]] std::optional<Doubt> mark_given() const {
    constexpr std::size_t reach = 5;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const std::size_t to = mark_at(i);
      if (to == 0 || names_people(to)) continue;
      const bool slash = mark(i + 1, "/");
      const bool opens = i == 0 || mark(i - 1, ".") || mark(i - 1, "!");
      const bool alone = tokens_[to - 1].value <= 10 && opens && is(to, Kind::mark) &&
                         !mark(to, "(") && !has_percent();  // "9/10! So much better"
      const bool article =
          i > 0 && is_one_of(word(i - 1), {"a", "an", "solid", "strong", "perfect"});
      bool given = slash && (has({"star", "stars", "rating", "ratings"}) || article ||
                             (alone && !has_people()));
      for (std::size_t back = 1; back <= std::min(reach, i); ++back) {
        if (tokens_[i - back].kind != Kind::word && !mark(i - back, ":") && !mark(i - back, "-")) break;
        if (is_people(word(i - back)) || word(i - back) == "in") break;
        if (word(i - back) == "rate" && !rater(i - back)) break;  // "success rate: 15/20"
        given = given || is_one_of(word(i - back),
                                   {"rated", "rating", "rates", "rate", "score", "scores", "scored",
                                    "scoring", "give", "gave", "gives", "stars", "mark", "marks",
                                    "grade", "verdict", "review"});
      }
      for (std::size_t at = to; at < to + reach; ++at)
        given = given || (is_one_of(word(at), {"scale", "score"}) && word(to) == "on");
      given = given || (slash && !has_people() &&
                        (word(to) == "would" ||
                         is_one_of(word(to), {"recommend", "recommended", "stars"})));
      if (given) return quoted(i, to, "it is a mark that was given, no number of people", count_those);
    }
    return std::nullopt;
  }

  // "I'd rate it", "patients rate us"
  [[nodiscard]] bool rater(std::size_t i) const {
    return i == 0 || is_people(word(i - 1)) ||
           is_one_of(word(i - 1), {"i", "i'd", "we", "we'd", "you", "they", "would"});
  }
  [[nodiscard]] bool has_percent() const {
    return std::ranges::any_of(tokens_,
                               [](const Token& token) { return token.kind == Kind::percent; });
  }

  // "9/10 patients", "9 out of 10 of my patients"
  [[nodiscard]] bool names_people(std::size_t i) const {
    constexpr std::size_t reach = 4;
    for (std::size_t at = i; at < i + reach; ++at) {
      if (is_people(word(at))) return true;
      if (!is_one_of(word(at), {"of", "my", "our", "the", "treated", "lupus", "his", "her", "their"}))
        return false;
    }
    return false;
  }

  // "I'm 90% recovered", "10/10, I feel better": of one person.
  [[nodiscard]] std::optional<Doubt> part_of_one() const {
    const char* why = "it speaks of one person, and counts no people";
    const bool self = has({"i", "i'm", "i've", "i'd", "i'll", "my", "me", "myself", "mine"}) &&
                      !counts_others();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool share = is(i, Kind::percent) || is(i, Kind::fraction) ||
                         (is(i, Kind::number) && mark(i + 1, "/"));
      if (!share && !is(i, Kind::number)) continue;
      if (is(i, Kind::fraction) && is_one_of(word(i + 1), {"a", "an", "hour"})) continue;
      const std::size_t to = is(i, Kind::number) ? mark_at(i) : i + 1;
      if (to == 0 || (i > 0 && is_one_of(word(i - 1), {"worked", "works", "work"}))) continue;
      const bool state =
          is_one_of(word(to), {"recovered", "cured", "healed", "better", "well", "back", "normal",
                               "myself", "improved", "healthy", "fit", "there", "symptom", "pain",
                               "himself", "herself", "fine", "ok", "good"});
      std::size_t verb = i;
      while (verb > 0 && is_one_of(word(verb - 1), {"about", "at", "now", "nearly", "almost", "over",
                                                    "least", "around", "roughly", "already", "like",
                                                    "only", "probably", "easily", "maybe"}))
        --verb;
      const std::string_view before = verb > 0 ? word(verb - 1) : std::string_view();
      const bool of_one = is_one_of(before, {"i'm", "i've", "am", "he's", "she's"}) ||
                          (is_one_of(before, {"feel", "felt", "was"}) && verb > 1 && word(verb - 2) == "i") ||
                          (is_one_of(before, {"is", "was", "feels"}) && verb > 1 &&
                           is_one_of(word(verb - 2), {"he", "she", "mother", "father", "mum", "mom",
                                                      "dad", "wife", "husband", "daughter", "son",
                                                      "lupus"}));
      if ((of_one && state) || (self && !has_people() && !tells_read(i)))
        return quoted(i, state ? to + 1 : to, why, count_those);
    }
    return std::nullopt;
  }

  // "In my practice 80% improved", "I have seen 80% get better": said by one person of many.
  [[nodiscard]] bool counts_others() const {
    for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
      const bool mine = word(i) == "my" && is_one_of(word(i + 1), {"trial", "clinic", "practice",
                                                                   "study", "results", "data"});
      const bool seen = is_one_of(word(i), {"i", "i've"}) &&
                        (is_one_of(word(i + 1), {"saw", "seen", "promise", "swear"}) ||
                         (word(i + 1) == "have" && word(i + 2) == "seen"));
      if (mine || seen) return true;
    }
    return false;
  }

  // "My doctor said 80% improve": the number is what somebody said of others.
  [[nodiscard]] bool tells_read(std::size_t i) const {
    bool said = false;
    for (std::size_t at = 0; at < i; ++at) {
      said = said || is_one_of(word(at), {"said", "says", "told", "read", "heard", "claims", "that"});
      if (is_one_of(word(at), {"i'm", "i've", "i'd"}) && at + 4 > i) return false;
    }
    return said;
  }

  // "3/4 of the course", "two thirds of the way"
  [[nodiscard]] std::optional<Doubt> part_of_course() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool slash = is(i, Kind::number) && mark(i + 1, "/") && is(i + 2, Kind::number);
      if (!slash && !is(i, Kind::fraction)) continue;
      std::size_t at = slash ? i + 3 : i + 1;
      if (word(at) == "of") ++at;
      while (is_one_of(word(at), {"the", "my", "a", "this", "their", "treatment", "whole"}) &&
             !mark(at + 1, ","))
        ++at;
      if (is_one_of(word(at), {"course", "courses", "way", "time", "cycle", "package", "bottle",
                               "programme", "program", "therapy", "box"}))
        return quoted(i, at + 1, "it is a part of something else, not of people", count_those);
    }
    return std::nullopt;
  }

  // "97% of moms agree: their kids felt better": what others think of the treated.
  [[nodiscard]] std::optional<Doubt> opinion_on_kin() const {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!is(i, Kind::percent) && !is(i, Kind::number) && !is(i, Kind::fraction)) continue;
      std::size_t who = i + 1;
      while (is_one_of(word(who), {"of", "all", "the", "our"})) ++who;
      if (!is_one_of(word(who), {"moms", "mums", "mothers", "dads", "fathers", "parents", "carers",
                                 "caregivers", "families", "grandparents", "relatives", "guardians"}))
        continue;
      const bool thinks =
          is_one_of(word(who + 1), {"agree", "agreed", "agrees", "concur"});
      if (thinks)
        return quoted(who, who + 2, "this is what others think, and counts none of the treated",
                      "write how many of those who were treated had the result");
    }
    return std::nullopt;
  }

  [[nodiscard]] bool completed(std::size_t i) const {
    return is_one_of(word(i), {"completed", "finished", "completers", "finishers"});
  }
  // "48 were seen at one year", "48 attended"
  [[nodiscard]] bool counted_again(std::size_t i) const {
    const bool seen = is_one_of(word(i), {"seen", "followed", "reached", "evaluated", "assessed", "examined", "reviewed"});
    const bool came = is_one_of(word(i), {"attended", "returned", "remained", "stayed"});
    if (i < 2 || (!seen && !came)) return false;
    return is(i - 1, Kind::number) || (is(i - 2, Kind::number) && is_one_of(word(i - 1), {"were", "had", "patients"}));
  }
  // "120 of 200", "of 200", "120/200" in brackets
  [[nodiscard]] bool counts_in_brackets(std::size_t i) const {
    if (!mark(i, "(")) return false;
    if (word(i + 1) == "of") return is(i + 2, Kind::number);
    return is(i + 1, Kind::number) && is(i + 3, Kind::number) &&
           (word(i + 2) == "of" || mark(i + 2, "/"));
  }

  // "75% of those who completed the trial (120 of 200)", "120 completed and 90 of these responded"
  [[nodiscard]] std::optional<Doubt> group_within_group() const {
    const char* why = "the people counted are those who completed, not all who were treated";
    const char* hint = "write the result of everybody who was treated";
    constexpr std::size_t reach = 7;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (!completed(i) && !counted_again(i)) continue;
      if (is_one_of(word(i), {"completers", "finishers"}) && i > 0 && is(i - 1, Kind::number) && i > 1 &&
          is_one_of(word(i - 2), {"of", "among", "in", "the"}))
        return quoted(i - 1, i + 1, why, hint);
      for (std::size_t at = i > reach ? i - reach : 0; completed(i) && at < i + reach; ++at)
        if (counts_in_brackets(at) && (at < i || share_before(i)))
          return quoted(i, i + 1, why, hint);
      if (i == 0 || (!is(i - 1, Kind::number) && !counted_again(i))) continue;
      for (std::size_t at = i + 1; at < i + reach; ++at)
        if ((is(at, Kind::number) || is(at, Kind::percent)) && word(at + 1) == "of" &&
            is_one_of(word(at + 2), {"these", "those", "them", "whom"}))
          return quoted(at, at + 3, why, hint);
    }
    return std::nullopt;
  }

  // "75% of those who completed"
  [[nodiscard]] bool share_before(std::size_t i) const {
    constexpr std::size_t reach = 6;
    for (std::size_t back = 1; back <= std::min(reach, i); ++back)
      if (is(i - back, Kind::percent) || is(i - back, Kind::fraction)) return true;
    return false;
  }

  const std::vector<Token>& tokens_;
  TokenView view_;
};

}  // namespace

std::optional<Doubt> misread_of(const std::vector<Token>& tokens) {
  return Misreadings(tokens).find();
}

}  // namespace steelyard::sentence
