// Idle forms of a sentence become the plain one: tags, "did you know", a group in brackets.
#include "claim/sentence/plainer.h"

#include <algorithm>

#include "claim/sentence/event_words.h"
#include "claim/sentence/finder.h"
#include "claim/sentence/numbers.h"

namespace steelyard::sentence {

namespace {

Token plain_word(std::string_view text) {
  Token token;
  token.text = std::string(text);
  return token;
}

class Plainer {
 public:
  explicit Plainer(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  std::vector<Token> find() {
    drop_opening();
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      put_exceptions(i);
      put_denial(i);
      put_may_affect(i);
      put_may_get(i);
      put_group(i);
      put_out_of(i);
    }
    return std::move(tokens_);
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const { return word_at(tokens_, i); }
  [[nodiscard]] bool mark(std::size_t i, std::string_view text) const { return mark_at(tokens_, i, text); }
  [[nodiscard]] bool number(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::number;
  }
  void replace(std::size_t from, std::size_t to, std::vector<Token> with) {
    const auto at = [&](std::size_t i) { return tokens_.begin() + static_cast<std::ptrdiff_t>(i); };
    tokens_.erase(at(from), at(std::min(to, tokens_.size())));
    tokens_.insert(at(from), with.begin(), with.end());
  }

  // "Did you know that 75% improved?": a claim in the dress of a question.
  void drop_opening() {
    if (word(0) != "did" || word(1) != "you" || word(2) != "know") return;
    std::size_t to = 3;
    while (word(to) == "that" || mark(to, "?") || mark(to, ":") || mark(to, ",") || mark(to, "-"))
      ++to;
    if (to >= tokens_.size()) return;
    replace(0, to, {});
    while (!tokens_.empty() && (tokens_.back().text == "?" || tokens_.back().text == "."))
      tokens_.pop_back();
  }

  // "All 40 patients but three", "with three exceptions, all 40 patients", "every patient but one"
  void put_exceptions(std::size_t i) {
    if (word(i) == "with" && number(i + 1) && is_one_of(word(i + 2), {"exception", "exceptions"})) {
      std::size_t all = i + 3;
      if (mark(all, ",")) ++all;
      if (is_one_of(word(all), {"all", "every", "each"})) {
        const Token others = tokens_[i + 1];
        if (const std::size_t to = end_of_all(all); to > 0) put_all_but(i, all, to, to, others);
      }
      return;
    }
    if (!is_one_of(word(i), {"all", "every", "each"})) return;
    const std::size_t people = end_of_all(i);
    if (people == 0) return;
    std::size_t but = people;
    if (mark(but, ",") && word(but + 1) != "but") ++but;
    if (!is_one_of(word(but), {"but", "except", "excepting", "bar", "save", "with"})) return;
    const bool with = word(but) == "with";
    std::size_t others = but + 1;
    if (word(others) == "for") ++others;
    if (!number(others)) return;
    const bool exceptions = is_one_of(word(others + 1), {"exception", "exceptions"});
    if (with && !exceptions) return;
    put_all_but(i, i, people, exceptions ? others + 2 : others + 1, tokens_[others]);
  }

  // Where "all (of our) 40 patients" or "every patient" ends; 0 if it does not stand there.
  [[nodiscard]] std::size_t end_of_all(std::size_t i) const {
    std::size_t at = i + 1;
    while (is_one_of(word(at), {"of", "the", "our", "these", "those", "their", "treated"})) ++at;
    if (number(at)) ++at;
    if (word(at) == "treated") ++at;
    if (!is_people(word(at))) return number(at - 1) ? at : 0;
    const bool brackets = mark(at + 1, "(") && number(at + 2) && mark(at + 3, ")");
    return brackets ? at + 4 : at + 1;  // "all patients (40) but three"
  }

  void put_all_but(std::size_t from, std::size_t all, std::size_t people, std::size_t to,
                   const Token& others) {
    std::vector<Token> plain{plain_word("all"), plain_word("but"), others};
    for (std::size_t i = all + 1; i < people; ++i)
      if (number(i)) {
        plain.push_back(plain_word("of"));
        plain.push_back(tokens_[i]);
        if (is_people(word(people - 1))) plain.push_back(tokens_[people - 1]);
      }
    replace(from, to, std::move(plain));
  }

  // "There wasn't a single death": no death.
  void put_denial(std::size_t i) {
    if (word(i) != "there") return;
    std::size_t at = i + 1;
    if (is_one_of(word(at), {"wasn't", "weren't", "isn't", "hasn't", "haven't"}))
      ++at;
    else if (is_one_of(word(at), {"was", "were", "is", "has", "have"}) && word(at + 1) == "not")
      at += 2;
    else
      return;
    if (word(at) == "been") ++at;
    if (word(at) == "a" && word(at + 1) == "single")
      replace(i, at + 2, {plain_word("no")});
    else if (word(at) == "any")
      replace(i, at + 1, {plain_word("no")});
  }

  // "Reactions may affect up to 1 in 1,000 people": how a package leaflet puts a count.
  void put_may_affect(std::size_t i) {
    if (!is_one_of(word(i), {"may", "can"}) || !is_one_of(word(i + 1), {"affect", "occur"})) return;
    std::size_t at = i + 2;
    while (is_one_of(word(at), {"in", "up", "to", "fewer", "less", "more", "than", "about", "at",
                                "least", "most"}))
      ++at;
    if (at > i + 2 && number(at) && word(at + 1) == "in" && number(at + 2)) replace(i, i + 1, {});
  }

  // "Up to 1 in 10 may get a headache": the same. "1 in 10 may improve" stays a hope.
  void put_may_get(std::size_t i) {
    if (!is_one_of(word(i), {"may", "can"}) || i < 3) return;
    std::size_t back = i - 1;
    while (back > 2 && (is_people(word(back)) || is_one_of(word(back), {"treated", "users"}))) --back;
    if (!number(back) || word(back - 1) != "in" || !number(back - 2)) return;
    std::size_t at = i + 1;
    if (!is_one_of(word(at), {"get", "have", "develop", "experience", "suffer", "notice"})) return;
    for (++at; at < i + 7; ++at)
      if (is_bad(word(at)) || is_bad(std::string(word(at)) + " " + std::string(word(at + 1)))) {
        replace(i, i + 1, {});
        return;
      }
  }

  [[nodiscard]] static bool is_bad(std::string_view phrase) {
    return std::ranges::any_of(event_words(), [&](const EventWords& each) {
      return each.phrase == phrase && is_bad_event(each.topic) && !each.denied;
    });
  }

  // The number in "(n = 48)" or "(of 42)"; 0 if no such group stands there.
  [[nodiscard]] std::size_t group_in_brackets(std::size_t i) const {
    if (!mark(i, "(")) return 0;
    const std::size_t at = word(i + 1) == "n" && mark(i + 2, "=") ? i + 3
                           : word(i + 1) == "of"                  ? i + 2
                                                                  : 0;
    return at > 0 && number(at) && mark(at + 1, ")") ? at : 0;
  }

  // "Deaths: 0 (n = 500)", "death in one patient (n = 48)", "remission in 31 patients (of 42)"
  void put_group(std::size_t i) {
    if (!number(i) || i < 2 || !is_result(word(i - 2))) return;
    const bool listed = mark(i - 1, ":");
    if (!listed && word(i - 1) != "in") return;
    for (std::size_t at = 0; at + 2 < i; ++at)  // "no deaths in 48 patients (n = 60)"
      if (!listed && is_one_of(word(at), {"no", "not", "without", "zero", "none"})) return;
    const std::size_t people = is_people(word(i + 1)) ? i + 1 : i;
    const std::size_t whole = group_in_brackets(people + 1);
    if (whole == 0 || tokens_[whole].value < tokens_[i].value) return;
    std::vector<Token> plain{tokens_[i], plain_word("of"), tokens_[whole]};
    if (people > i) plain.push_back(tokens_[people]);
    replace(i, whole + 2, std::move(plain));
  }

  // "60 went into remission out of 100": the group stands behind the result.
  void put_out_of(std::size_t i) {
    if (!number(i) || (i > 0 && tokens_[i - 1].kind != Kind::mark)) return;
    constexpr std::size_t reach = 7;
    bool result = false;
    for (std::size_t at = i + 1; at < std::min(i + reach, tokens_.size()); ++at) {
      if (tokens_[at].kind != Kind::word) return;
      if (is_one_of(word(at), {"of", "in", "and", "but", "or"}) || word(at).ends_with("n't")) return;
      result = result || is_result(word(at));
      if (word(at) != "out" || word(at + 1) != "of" || !result) continue;
      std::size_t whole = at + 2;
      while (is_one_of(word(whole), {"a", "the", "our", "total", "of"})) ++whole;
      if (!number(whole)) return;
      const std::size_t to = is_people(word(whole + 1)) ? whole + 2 : whole + 1;
      if (to < tokens_.size() && tokens_[to].kind != Kind::mark) return;
      std::vector<Token> plain{tokens_[i], plain_word("of"), tokens_[whole]};
      for (std::size_t rest = i + 1; rest < at; ++rest) plain.push_back(tokens_[rest]);
      replace(i, to, std::move(plain));
      return;
    }
  }

  std::vector<Token> tokens_;
};

}  // namespace

std::string without_tags(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  constexpr std::size_t longest_tag = 80;  // characters
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t name = at + (at + 1 < text.size() && text[at + 1] == '/' ? 2 : 1);
    const std::size_t close = text[at] == '<' ? text.find('>', at) : std::string_view::npos;
    const bool tag = close != std::string_view::npos && close - at < longest_tag &&
                     name < text.size() && letter(text[name]) &&
                     text.find('<', at + 1) > close;
    if (!tag) {
      plain += text[at++];
      continue;
    }
    at = close + 1;
  }
  return plain;
}

std::vector<Token> plainer(std::vector<Token> tokens) {
  return Plainer(std::move(tokens)).find();
}

}  // namespace steelyard::sentence
