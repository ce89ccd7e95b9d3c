// Names with commas, parentheses, blanks and operators, down to abort().
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace {
struct Visitor {
    int seen;
    int operator()(const std::map<std::string, std::vector<int>> &tree, void (*then)(int, char *)) const;
};

int Visitor::operator()(const std::map<std::string, std::vector<int>> &tree, void (*then)(int, char *)) const {
    if (tree.size() > 1) abort();
    then(seen, nullptr);
    return seen;
}

void finish(int, char *) {}

template <typename A, typename B>
int pair_up(A first, B second, char letter) {
    std::map<std::string, std::vector<int>> tree{{"a)", {1, 2}}, {"b(", {3}}};
    Visitor visitor{first};
    return visitor(tree, finish) + static_cast<int>(second) + letter;
}
}  // namespace

int main() {
    std::function<int(int)> call = [](int x) { return pair_up<int, unsigned long>(x, 2UL, ')'); };
    return call(5);
}
