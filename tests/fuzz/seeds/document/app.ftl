### A file

# On the door
hello = Hello, { $name }!
    .title = A title
-brand = yiku
files =
    { $n ->
        [one] One file
       *[other] { $n } files
    } left
long =
    First line
    second line

last = See { brand("}") }.
